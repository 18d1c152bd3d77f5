using System.Buffers.Binary;

namespace VoiceLake.Audio.Flac;

/// <summary>The STREAMINFO block (RFC 9639, 8.2).</summary>
/// <param name="SampleRate">Hz.</param>
/// <param name="Channels">1 to 8.</param>
/// <param name="Bits">Bits a sample, 4 to 32.</param>
/// <param name="TotalSamples">Samples a channel; 0 where the encoder did not know.</param>
/// <param name="Md5">Of the decoded samples; null where the encoder left it zero.</param>
internal sealed record FlacStreamInfo(int SampleRate, int Channels, int Bits, long TotalSamples, byte[]? Md5)
{
    private const int Length = 34;

    public static FlacStreamInfo Read(ReadOnlySpan<byte> block, string name, long offset)
    {
        if (block.Length != Length)
        {
            throw AudioRules.Broken(AudioRules.FlacStreamInfo, name, offset, $"STREAMINFO has {block.Length} bytes instead of {Length}");
        }

        var packed = BinaryPrimitives.ReadUInt64BigEndian(block[10..]);
        var (rate, channels, bits) = ((int)(packed >> 44), (int)(packed >> 41 & 7) + 1, (int)(packed >> 36 & 31) + 1);
        if (bits < 4)
        {
            throw AudioRules.Broken(AudioRules.FlacStreamInfo, name, offset + 12, $"STREAMINFO says {bits} bits a sample; 4 to 32 are possible");
        }

        AudioDecoderOptions.CheckRate(rate, name, offset + 10);
        var md5 = block[18..];
        return new FlacStreamInfo(rate, channels, bits, (long)(packed & 0xF_FFFF_FFFF), md5.ContainsAnyExcept((byte)0) ? md5.ToArray() : null);
    }
}
