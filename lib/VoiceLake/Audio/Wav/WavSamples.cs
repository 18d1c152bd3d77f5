using System.Buffers.Binary;

namespace VoiceLake.Audio.Wav;

/// <summary>Interleaved bytes to the samples of one channel.</summary>
internal static class WavSamples
{
    /// <summary>Reads the channel whose first sample stands at the start of <paramref name="data"/>.</summary>
    public static void Read(ReadOnlySpan<byte> data, WavFormat format, Span<float> samples)
    {
        switch (format.Encoding)
        {
            case WavEncoding.ALaw:
                ReadTable(data, format.FrameBytes, G711.ALaw, samples);
                break;
            case WavEncoding.MuLaw:
                ReadTable(data, format.FrameBytes, G711.MuLaw, samples);
                break;
            case WavEncoding.Float:
                ReadFloats(data, format, samples);
                break;
            case WavEncoding.Integer:
                ReadIntegers(data, format, samples);
                break;
        }
    }

    /// <summary>One floating-point sample.</summary>
    public static float Float(ReadOnlySpan<byte> bytes, WavFormat format) => (format.ContainerBytes, format.BigEndian) switch
    {
        (4, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
        (_, false) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        (_, true) => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };

    private static void ReadTable(ReadOnlySpan<byte> data, int stride, float[] table, Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = table[data[i * stride]];
        }
    }

    private static void ReadFloats(ReadOnlySpan<byte> data, WavFormat format, Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = Float(data[(i * format.FrameBytes)..], format);
        }
    }

    private static void ReadIntegers(ReadOnlySpan<byte> data, WavFormat format, Span<float> samples)
    {
        var stride = format.FrameBytes;
        if (format.ContainerBytes == 1)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = (data[i * stride] - 128) / 128f;
            }
        }
        else if (format is { ContainerBytes: 2, Channels: 1, BigEndian: false })
        {
            Pcm16.ToFloat(data[..(samples.Length * sizeof(short))], samples);
        }
        else if (format is { ContainerBytes: 2, BigEndian: false })
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(i * stride)..]) / Pcm16.FullScale;
            }
        }
        else
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = Widened(data.Slice(i * stride, format.ContainerBytes), format.BigEndian) / 2_147_483_648f;
            }
        }
    }

    /// <summary>The sample's bytes at the top of 32 bits.</summary>
    private static int Widened(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var value = 0u;
        for (var i = 0; i < bytes.Length; i++)
        {
            var place = bigEndian ? 3 - i : 4 - bytes.Length + i;
            value |= (uint)bytes[i] << (8 * place);
        }

        return (int)value;
    }
}
