using System.Buffers.Binary;

namespace VoiceLake.Display.Internals;

/// <summary>The WAV file that every browser plays.</summary>
internal static class WavFile
{
    private const int HeaderBytes = 44;
    private const int SampleBytes = sizeof(short);

    /// <summary>Mono, 16 bits: the canonical header of 44 bytes, then the samples.</summary>
    public static byte[] Of(ReadOnlySpan<byte> pcm, int sampleRate)
    {
        var wav = new byte[HeaderBytes + pcm.Length];
        var header = wav.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], HeaderBytes - 8 + pcm.Length);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], SampleBytes * sampleRate);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], SampleBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 8 * SampleBytes);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], pcm.Length);
        pcm.CopyTo(header[HeaderBytes..]);
        return wav;
    }
}
