using VoiceLake.Audio.Internals;

namespace VoiceLake.Audio;

/// <summary>Decodes WAV and FLAC files, told apart by their first bytes and never by their names.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static class AudioDecoder
{
    // What real recordings reach; a file that declares more samples for its bytes gets its memory as the samples come.
    private const int LikelySamplesPerByte = 8;

    /// <summary>Decodes a whole audio file; <see cref="AudioReader"/> decodes one piece by piece.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="name">What errors call the file, such as <c>Aaron-20080318-kdl/wav/a0001.wav</c>.</param>
    /// <param name="options">Limits; null takes the defaults.</param>
    /// <returns>At least one channel with at least one sample; what was mended stands in <see cref="AudioData.Notes"/>.</returns>
    /// <exception cref="AudioFormatException">The file is empty, of another format or damaged; <see cref="AudioRules"/> lists the rules.</exception>
    /// <remarks>
    /// Integers of n bits are divided by 2^(n−1), so that 16- and 24-bit samples are exact. A floating-point WAV with NaN or
    /// infinity is rejected; values outside [−1, 1] are kept and noted.
    /// Notebook: 02-silver-decode-and-cast
    /// </remarks>
    public static AudioData Decode(ReadOnlySpan<byte> file, string name, AudioDecoderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= new AudioDecoderOptions();
        options.Validate();
        var bytes = new AudioBytes(file);
        using var source = AudioSource.Open(bytes, name, options);
        var likely = Math.Min(source.Length ?? 0, (long)file.Length * LikelySamplesPerByte / source.Channels);
        var channels = new float[source.Channels][];
        for (var channel = 0; channel < channels.Length; channel++)
        {
            channels[channel] = GC.AllocateUninitializedArray<float>((int)likely);
        }

        var length = 0;
        for (int count; (count = source.Next(bytes, int.MaxValue)) > 0; length += count)
        {
            for (var channel = 0; channel < channels.Length; channel++)
            {
                Reserve(ref channels[channel], length + count, source.Length);
                source.Copy(bytes, channel, 0, channels[channel].AsSpan(length, count));
            }
        }

        AudioSource.CheckNotEmpty(length, bytes, name);
        for (var channel = 0; channel < channels.Length; channel++)
        {
            Array.Resize(ref channels[channel], length);
        }

        return new AudioData(channels, source.SampleRate, source.Bits, source.Codec, source.Notes);
    }

    private static void Reserve(ref float[] samples, int length, long? total)
    {
        if (samples.Length < length)
        {
            var doubled = Math.Max(length, 2L * samples.Length);
            Array.Resize(ref samples, (int)Math.Min(doubled, total ?? Array.MaxLength));
        }
    }
}
