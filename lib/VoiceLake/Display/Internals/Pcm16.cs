using System.Buffers.Binary;

namespace VoiceLake.Display.Internals;

/// <summary>16-bit little-endian samples and their WAV file, as browsers play it.</summary>
internal static class Pcm16
{
    /// <summary>Samples in [−1, 1) from 16-bit little-endian PCM.</summary>
    public static float[] ToFloats(ReadOnlySpan<byte> pcm)
    {
        if (pcm.Length % 2 != 0)
        {
            throw new ArgumentException($"16-bit PCM has two bytes a sample; these are {pcm.Length} bytes.", nameof(pcm));
        }

        var samples = new float[pcm.Length / 2];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(pcm[(2 * i)..]) / 32768f;
        }

        return samples;
    }

    /// <summary>16-bit little-endian PCM from samples in [−1, 1]; what lies outside is cut off, what is no number is silence.</summary>
    public static byte[] FromFloats(ReadOnlySpan<float> samples)
    {
        var pcm = new byte[2 * samples.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            var value = float.IsNaN(samples[i]) ? 0 : Math.Clamp(MathF.Round(samples[i] * 32768f), short.MinValue, short.MaxValue);
            BinaryPrimitives.WriteInt16LittleEndian(pcm.AsSpan(2 * i), (short)value);
        }

        return pcm;
    }

    /// <summary>A mono WAV file: the canonical header of 44 bytes, then the samples.</summary>
    public static byte[] ToWav(ReadOnlySpan<byte> pcm, int sampleRate)
    {
        var wav = new byte[44 + pcm.Length];
        var header = wav.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], 36 + pcm.Length);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], 2 * sampleRate);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], pcm.Length);
        pcm.CopyTo(header[44..]);
        return wav;
    }
}
