using VoiceLake.Audio.Flac;
using VoiceLake.Audio.Wav;

namespace VoiceLake.Audio;

/// <summary>Decodes WAV and FLAC files, told apart by their first bytes and never by their names.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static class AudioDecoder
{
    /// <summary>Decodes a whole audio file.</summary>
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
        if (file.IsEmpty)
        {
            throw AudioRules.Broken(AudioRules.Empty, name, 0, "the file is empty");
        }

        var audio = AudioMagic.Of(file) switch
        {
            AudioMagic.Wav => WavDecoder.Decode(file, name, options),
            AudioMagic.Flac => FlacDecoder.Decode(file, name, options),
            var other => throw AudioRules.Broken(AudioRules.UnknownFormat, name, 0, $"it begins as {other}, not as WAV or FLAC"),
        };
        return audio.Length > 0 ? audio : throw AudioRules.Broken(AudioRules.NoSamples, name, file.Length, "it holds no sample");
    }
}
