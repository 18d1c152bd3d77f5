namespace VoiceLake.Audio.Flac;

/// <summary>Decodes a whole FLAC file (RFC 9639).</summary>
internal static class FlacDecoder
{
    // What real recordings reach; a file that declares more samples for its bytes gets its memory as the samples come.
    private const int LikelySamplesPerByte = 8;

    public static AudioData Decode(ReadOnlySpan<byte> file, string name, AudioDecoderOptions options)
    {
        using var reader = new FlacStreamReader(file, name);
        var info = reader.Info;
        var likely = Math.Min(info.TotalSamples, (long)file.Length * LikelySamplesPerByte / info.Channels);
        options.CheckLength(info.TotalSamples, info.Channels, name, 0);
        var channels = new float[info.Channels][];
        for (var channel = 0; channel < channels.Length; channel++)
        {
            channels[channel] = new float[likely];
        }

        for (var start = 0; reader.Read(); start = (int)reader.SamplesRead)
        {
            options.CheckLength(reader.SamplesRead, info.Channels, name, file.Length - reader.BytesLeft);
            for (var channel = 0; channel < channels.Length; channel++)
            {
                Reserve(ref channels[channel], (int)reader.SamplesRead, info.TotalSamples);
                FlacSamples.ToFloat(reader.Samples(channel), channels[channel].AsSpan(start, reader.BlockSize), info.Bits);
            }
        }

        for (var channel = 0; channel < channels.Length; channel++)
        {
            Array.Resize(ref channels[channel], (int)reader.SamplesRead);
        }

        return new AudioData(channels, info.SampleRate, info.Bits, "flac", reader.Notes);
    }

    private static void Reserve(ref float[] samples, int length, long total)
    {
        if (samples.Length < length)
        {
            var doubled = Math.Max(length, 2L * samples.Length);
            Array.Resize(ref samples, (int)Math.Min(doubled, total >= length ? total : Array.MaxLength));
        }
    }
}
