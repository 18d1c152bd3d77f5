using System.Numerics;

namespace VoiceLake.Audio.Flac;

/// <summary>A frame header (RFC 9639, 9.1).</summary>
/// <param name="Length">Bytes, the CRC-8 included.</param>
/// <param name="VariableBlocks">Whether <paramref name="Number"/> counts samples instead of frames.</param>
/// <param name="Number">Of the frame, or of its first sample.</param>
/// <param name="BlockSize">Samples a channel, 1 to 65,535.</param>
/// <param name="SampleRate">Hz; null where STREAMINFO says it.</param>
/// <param name="Channels">1 to 8.</param>
/// <param name="Stereo">How two channels were made independent of each other.</param>
/// <param name="Bits">Bits a sample; null where STREAMINFO says it.</param>
internal readonly record struct FlacFrameHeader(
    int Length, bool VariableBlocks, long Number, int BlockSize, int? SampleRate, int Channels, FlacStereo Stereo, int? Bits)
{
    /// <summary>Bytes of the longest header.</summary>
    public const int LongestBytes = 16;

    private static ReadOnlySpan<int> Rates => [88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];

    private static ReadOnlySpan<int> Sizes => [8, 12, 0, 16, 20, 24, 32];

    /// <summary>Whether a frame may begin here: 15 bits of sync code, the last of them zero.</summary>
    public static bool IsSync(ReadOnlySpan<byte> frame) => frame.Length >= 2 && frame[0] == 0xFF && (frame[1] & 0xFE) == 0xF8;

    /// <summary>Reads the header at the start of <paramref name="frame"/>, which has <see cref="LongestBytes"/> or reaches to the end of the file.</summary>
    public static FlacFrameHeader Read(ReadOnlySpan<byte> frame)
    {
        var bits = new FlacBitReader(frame, 2);
        if (!IsSync(frame))
        {
            throw frame.Length < 2 ? Truncated(frame) : new FlacFault(AudioRules.FlacFrameSync, 0, "no frame begins where one must");
        }

        var (blockCode, rateCode, channelCode, sizeCode) = ((int)bits.Read(4), (int)bits.Read(4), (int)bits.Read(4), (int)bits.Read(3));
        if (blockCode == 0 || rateCode == 15 || channelCode > 10 || sizeCode == 3 || bits.Read(1) != 0)
        {
            throw bits.Fault(AudioRules.FlacFrameHeader, "the frame header holds a reserved code");
        }

        var variable = (frame[1] & 1) != 0;
        var number = ReadNumber(ref bits);
        var blockSize = blockCode switch
        {
            1 => 192,
            <= 5 => 144 << blockCode,
            6 => (int)bits.Read(8) + 1,
            7 => (int)bits.Read(16) + 1,
            _ => 1 << blockCode,
        };
        int? rate = rateCode switch
        {
            0 => null,
            <= 11 => Rates[rateCode - 1],
            12 => (int)bits.Read(8) * 1_000,
            13 => (int)bits.Read(16),
            _ => (int)bits.Read(16) * 10,
        };
        var end = bits.AlignToByte();
        var crc = bits.Read(8);
        if (bits.Overrun)
        {
            throw Truncated(frame);
        }

        if (crc != FlacCrc.Crc8(frame[..end]))
        {
            throw new FlacFault(AudioRules.FlacFrameHeaderCrc, 0, "the checksum of the frame header does not match");
        }

        if (blockSize > ushort.MaxValue)
        {
            throw new FlacFault(AudioRules.FlacFrameHeader, 0, "the frame header says 65,536 samples; 65,535 are possible");
        }

        var (channels, stereo) = channelCode < 8 ? (channelCode + 1, FlacStereo.Independent) : (2, (FlacStereo)(channelCode - 7));
        return new FlacFrameHeader(end + 1, variable, number, blockSize, rate, channels, stereo, sizeCode == 0 ? null : Sizes[sizeCode - 1]);
    }

    private static FlacFault Truncated(ReadOnlySpan<byte> frame) => new(AudioRules.FlacTruncated, frame.Length, "the file ends inside a frame header");

    /// <summary>A number coded as UTF-8 codes characters, carried on to 36 bits in seven bytes.</summary>
    private static long ReadNumber(ref FlacBitReader bits)
    {
        var first = (byte)bits.Read(8);
        var ones = BitOperations.LeadingZeroCount((uint)(byte)~first << 24);
        if (ones is 1 or 8)
        {
            throw bits.Fault(AudioRules.FlacFrameHeader, "the frame number is not coded as it must be");
        }

        var number = ones == 0 ? first : (long)(first & (0x7F >> ones));
        for (var i = 1; i < ones; i++)
        {
            if (bits.Read(2) != 0b10)
            {
                throw bits.Fault(AudioRules.FlacFrameHeader, "the frame number is not coded as it must be");
            }

            number = (number << 6) | (long)bits.Read(6);
        }

        return number;
    }
}

/// <summary>What stands in the two subframes of a stereo frame; the values follow the header's codes.</summary>
internal enum FlacStereo
{
    /// <summary>Each channel as it is.</summary>
    Independent,

    /// <summary>Left, and left less right.</summary>
    LeftSide,

    /// <summary>Left less right, and right.</summary>
    SideRight,

    /// <summary>The mean of both without its lowest bit, and left less right.</summary>
    MidSide,
}
