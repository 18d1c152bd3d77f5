using System.Buffers.Binary;
using VoiceLake.Audio;
using VoiceLake.Audio.Flac;
using VoiceLake.Audio.Internals;

namespace VoiceLake.Fuzz.Targets;

/// <summary>Makes the checksums of a mutated FLAC stream right: without it every mutation ends at the first of them.</summary>
internal static class FlacSeal
{
    private const int Md5At = 26;
    private const int Md5Length = 16;

    public static byte[] Seal(byte[] input)
    {
        var file = input.ToArray();
        try
        {
            var bytes = new AudioBytes(file);
            var (info, first) = FlacMetadata.Read(bytes, "clip", []);
            if (info.Md5 is not null && file.AsSpan().StartsWith("fLaC"u8))
            {
                file.AsSpan(Md5At, Md5Length).Clear();
            }

            for (var at = (int)first; at < file.Length;)
            {
                at += SealFrame(file.AsSpan(at), info);
            }
        }
        catch (Exception error) when (error is AudioFormatException or FlacFault)
        {
            // Damaged in a way that no checksum mends: that much is sealed.
        }

        return file;
    }

    private static int SealFrame(Span<byte> frame, FlacStreamInfo info)
    {
        var header = SealHeader(frame);
        var bits = new FlacBitReader(frame, header.Length);
        var taps = new int[FlacPredictor.MaxOrder];
        for (var channel = 0; channel < header.Channels; channel++)
        {
            var isSide = header.Stereo != FlacStereo.Independent && channel == (header.Stereo == FlacStereo.SideRight ? 0 : 1);
            var width = (header.Bits ?? info.Bits) + (isSide ? 1 : 0);
            if (width > 32)
            {
                FlacWideSubframe.Read(ref bits, new long[header.BlockSize], new int[header.BlockSize], taps);
            }
            else
            {
                FlacSubframe.Read(ref bits, width, new int[header.BlockSize + FlacSubframe.Lead], taps);
            }
        }

        var end = bits.AlignToByte();
        if (bits.Overrun || frame.Length - end < sizeof(ushort))
        {
            throw bits.Fault(AudioRules.FlacTruncated, "the file ends inside a frame");
        }

        BinaryPrimitives.WriteUInt16BigEndian(frame[end..], FlacCrc.Crc16(frame[..end]));
        return end + sizeof(ushort);
    }

    // Where a header ends is known only from the header: each end that it may have is tried.
    private static FlacFrameHeader SealHeader(Span<byte> frame)
    {
        for (var end = 5; end < Math.Min(FlacFrameHeader.LongestBytes, frame.Length); end++)
        {
            var was = frame[end];
            frame[end] = FlacCrc.Crc8(frame[..end]);
            try
            {
                var header = FlacFrameHeader.Read(frame[..Math.Min(FlacFrameHeader.LongestBytes, frame.Length)]);
                if (header.Length == end + 1)
                {
                    return header;
                }
            }
            catch (FlacFault)
            {
                // Not this end.
            }

            frame[end] = was;
        }

        return FlacFrameHeader.Read(frame[..Math.Min(FlacFrameHeader.LongestBytes, frame.Length)]);
    }
}
