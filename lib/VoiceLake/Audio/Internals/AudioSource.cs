using VoiceLake.Audio.Flac;
using VoiceLake.Audio.Wav;

namespace VoiceLake.Audio.Internals;

/// <summary>An audio file that is decoded block by block; its bytes are given to each call, for they may be a span.</summary>
internal abstract class AudioSource : IDisposable
{
    public abstract int SampleRate { get; }

    public abstract int Channels { get; }

    public abstract int Bits { get; }

    public abstract string Codec { get; }

    /// <summary>Samples a channel; null where the file does not say.</summary>
    public abstract long? Length { get; }

    /// <summary>What was mended so far.</summary>
    public List<AudioNote> Notes { get; } = [];

    /// <summary>Reads the headers of a file, told by its first bytes.</summary>
    /// <exception cref="AudioFormatException">The file is empty, of another format or damaged.</exception>
    public static AudioSource Open(AudioBytes file, string name, AudioDecoderOptions options)
    {
        if (file.Length == 0)
        {
            throw AudioRules.Broken(AudioRules.Empty, name, 0, "the file is empty");
        }

        return AudioMagic.Of(file) switch
        {
            AudioMagic.Wav => new WavSource(file, name, options),
            AudioMagic.Flac => new FlacSource(file, name, options),
            var other => throw AudioRules.Broken(AudioRules.UnknownFormat, name, 0, $"it begins as {other}, not as WAV or FLAC"),
        };
    }

    /// <summary>Goes to the next block and gives its samples a channel; 0 at the end of a file that is sound.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="most">Samples a channel at most, where the format leaves the choice.</param>
    /// <exception cref="AudioFormatException">The file is damaged.</exception>
    public abstract int Next(AudioBytes file, int most);

    /// <summary>Samples of a channel in the block, from its sample <paramref name="start"/> on.</summary>
    public abstract void Copy(AudioBytes file, int channel, int start, Span<float> samples);

    /// <summary>Refuses a file that ended without a sample.</summary>
    public static void CheckNotEmpty(long samples, AudioBytes file, string name)
    {
        if (samples == 0)
        {
            throw AudioRules.Broken(AudioRules.NoSamples, name, file.Length, "it holds no sample");
        }
    }

    public abstract void Dispose();
}
