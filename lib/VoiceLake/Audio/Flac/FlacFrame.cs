using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace VoiceLake.Audio.Flac;

/// <summary>Decodes frame after frame into the same buffers.</summary>
internal sealed class FlacFrame(int channels, int width)
{
    private readonly int[][] _buffers = [.. Enumerable.Repeat(Array.Empty<int>(), channels)];
    private readonly int[] _taps = new int[FlacPredictor.MaxOrder];
    private long[] _side = [];

    /// <summary>Samples a channel in the frame that was read last.</summary>
    public int BlockSize { get; private set; }

    public Span<int> Samples(int channel) => _buffers[channel].AsSpan(FlacSubframe.Lead, BlockSize);

    /// <summary>Reads the subframes behind a header, checks the frame's CRC-16 and gives the frame's length in bytes.</summary>
    /// <exception cref="FlacFault">The frame is damaged, or it goes on behind <paramref name="frame"/>.</exception>
    public int Read(ReadOnlySpan<byte> frame, FlacFrameHeader header)
    {
        BlockSize = header.BlockSize;
        Reserve(BlockSize + FlacSubframe.Lead);
        var bits = new FlacBitReader(frame, header.Length);
        for (var channel = 0; channel < channels; channel++)
        {
            ReadChannel(ref bits, header.Stereo, channel);
            if (bits.Overrun)
            {
                throw bits.Fault(AudioRules.FlacTruncated, "the file ends inside a frame");
            }
        }

        var end = bits.AlignToByte();
        if (frame.Length - end < sizeof(ushort))
        {
            throw new FlacFault(AudioRules.FlacTruncated, frame.Length, "the file ends inside a frame");
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(frame[end..]) != FlacCrc.Crc16(frame[..end]))
        {
            throw new FlacFault(AudioRules.FlacFrameCrc, 0, "the checksum of the frame does not match");
        }

        Decorrelate(header.Stereo);
        return end + sizeof(ushort);
    }

    private static bool IsSide(FlacStereo stereo, int channel) => stereo switch
    {
        FlacStereo.Independent => false,
        FlacStereo.SideRight => channel == 0,
        _ => channel == 1,
    };

    private void Reserve(int length)
    {
        for (var channel = 0; channel < channels; channel++)
        {
            if (_buffers[channel].Length < length)
            {
                _buffers[channel] = new int[length];
            }
        }
    }

    private void ReadChannel(ref FlacBitReader bits, FlacStereo stereo, int channel)
    {
        var side = IsSide(stereo, channel);
        if (side && width == 32)
        {
            _side = _side.Length < BlockSize ? new long[BlockSize] : _side;
            FlacWideSubframe.Read(ref bits, _side.AsSpan(0, BlockSize), Samples(channel), _taps);
        }
        else
        {
            FlacSubframe.Read(ref bits, side ? width + 1 : width, _buffers[channel].AsSpan(0, BlockSize + FlacSubframe.Lead), _taps);
        }
    }

    private void Decorrelate(FlacStereo stereo)
    {
        if (stereo == FlacStereo.Independent)
        {
            return;
        }

        if (width == 32)
        {
            DecorrelateWide(stereo);
            return;
        }

        var first = Samples(0);
        var second = Samples(1);
        var firsts = MemoryMarshal.Cast<int, Vector<int>>(first);
        var seconds = MemoryMarshal.Cast<int, Vector<int>>(second);
        for (var i = 0; i < firsts.Length; i++)
        {
            (firsts[i], seconds[i]) = stereo switch
            {
                FlacStereo.LeftSide => (firsts[i], firsts[i] - seconds[i]),
                FlacStereo.SideRight => (firsts[i] + seconds[i], seconds[i]),
                _ => MidSide(firsts[i], seconds[i]),
            };
        }

        for (var i = firsts.Length * Vector<int>.Count; i < first.Length; i++)
        {
            (first[i], second[i]) = Apart(stereo, first[i], second[i]);
        }
    }

    private void DecorrelateWide(FlacStereo stereo)
    {
        var first = Samples(0);
        var second = Samples(1);
        for (var i = 0; i < BlockSize; i++)
        {
            (first[i], second[i]) = stereo == FlacStereo.SideRight ? Apart(stereo, _side[i], second[i]) : Apart(stereo, first[i], _side[i]);
        }
    }

    private static (int Left, int Right) Apart(FlacStereo stereo, long first, long second)
    {
        // The lowest bit of left plus right is that of left less right.
        var sum = (first << 1) | (second & 1);
        return stereo switch
        {
            FlacStereo.LeftSide => ((int)first, (int)(first - second)),
            FlacStereo.SideRight => ((int)(first + second), (int)second),
            _ => ((int)((sum + second) >> 1), (int)((sum - second) >> 1)),
        };
    }

    private static (Vector<int> Left, Vector<int> Right) MidSide(Vector<int> mid, Vector<int> side)
    {
        var sum = (mid << 1) | (side & Vector<int>.One);
        return ((sum + side) >> 1, (sum - side) >> 1);
    }
}
