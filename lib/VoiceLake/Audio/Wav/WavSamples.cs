using System.Buffers.Binary;

namespace VoiceLake.Audio.Wav;

/// <summary>Interleaved bytes to one array of samples for each channel.</summary>
internal static class WavSamples
{
    public static float[][] Read(ReadOnlySpan<byte> data, WavFormat format, int frames)
    {
        var channels = new float[format.Channels][];
        for (var channel = 0; channel < channels.Length; channel++)
        {
            channels[channel] = new float[frames];
            ReadChannel(data[(channel * format.ContainerBytes)..], format, channels[channel]);
        }

        return channels;
    }

    private static void ReadChannel(ReadOnlySpan<byte> data, WavFormat format, Span<float> samples)
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
            var bytes = data[(i * format.FrameBytes)..];
            samples[i] = (format.ContainerBytes, format.BigEndian) switch
            {
                (4, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
                (4, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
                (_, false) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
                (_, true) => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes),
            };
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
