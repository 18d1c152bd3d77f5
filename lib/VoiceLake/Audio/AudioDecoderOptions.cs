namespace VoiceLake.Audio;

/// <summary>What <see cref="AudioDecoder"/> and <see cref="AudioReader"/> accept.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed record AudioDecoderOptions
{
    /// <summary>The lowest sample rate that is read, in Hz; 1,000.</summary>
    internal const int LowestSampleRate = 1_000;

    /// <summary>The highest sample rate that is read, in Hz: the highest that FLAC can say.</summary>
    internal const int HighestSampleRate = 1_048_575;

    private const long DensityFromSamples = 1L << 20;

    /// <summary>Samples of all channels together that a file may hold. Default: 268,435,456, which are 1 GiB decoded and 4.6 hours at 16 kHz mono.</summary>
    public long MaxSamples { get; init; } = 1L << 28;

    /// <summary>Samples that one byte of FLAC may stand for, once a file has given 1,048,576 samples, which are 65 s at 16 kHz mono. Default: 100; speech reaches 2.</summary>
    /// <remarks>A few bytes of FLAC can stand for 65,535 samples of silence, so the size of a file bounds nothing by itself.</remarks>
    public int MaxSamplesPerByte { get; init; } = 100;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxSamples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxSamplesPerByte);
    }

    internal static void CheckRate(long rate, string name, long offset)
    {
        if (rate is < LowestSampleRate or > HighestSampleRate)
        {
            throw AudioRules.Broken(AudioRules.SampleRate, name, offset, $"the sample rate is {rate} Hz");
        }
    }

    internal void CheckLength(long samples, int channels, string name, long offset)
    {
        if (samples > MaxSamples / channels)
        {
            throw AudioRules.Broken(AudioRules.TooLong, name, offset, $"it holds more than {MaxSamples} samples over {channels} channels");
        }
    }

    internal void CheckDensity(long samples, int channels, string name, long bytes)
    {
        if (samples * channels > DensityFromSamples && samples / MaxSamplesPerByte * channels > bytes)
        {
            throw AudioRules.Broken(AudioRules.TooLong, name, bytes, $"its first {bytes} bytes stand for more than {MaxSamplesPerByte} samples each");
        }
    }
}
