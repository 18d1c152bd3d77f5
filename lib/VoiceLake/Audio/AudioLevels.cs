namespace VoiceLake.Audio;

/// <summary>How loud a clip is.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="PeakDbfs">The largest magnitude in dB of full scale (32,768); null for digital silence.</param>
/// <param name="RmsDbfs">The root mean square in dB of full scale, so that a full-scale sine has −3.01; null for digital silence.</param>
/// <param name="ClippedSamples">Samples at either end of the 16-bit scale (−32,768 or 32,767).</param>
/// <param name="Silent">Whether the peak is at or below <see cref="AudioLevelOptions.SilencePeakDbfs"/>; an empty clip is silent.</param>
public sealed record AudioLevels(double? PeakDbfs, double? RmsDbfs, long ClippedSamples, bool Silent)
{
    /// <summary>Measures 16-bit little-endian PCM, as <see cref="Pcm16.FromFloat"/> makes it.</summary>
    /// <exception cref="ArgumentException">The number of bytes is odd.</exception>
    /// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
    public static AudioLevels Measure(ReadOnlySpan<byte> pcm16, AudioLevelOptions? options = null)
    {
        options ??= new AudioLevelOptions();
        options.Validate();
        var samples = Pcm16.View(pcm16);
        var (peak, clipped, squares) = (0, 0L, 0L);
        foreach (var raw in samples)
        {
            int sample = Pcm16.LittleEndian(raw);
            peak = Math.Max(peak, Math.Abs(sample));
            squares += sample * (long)sample;
            clipped += sample is short.MaxValue or short.MinValue ? 1 : 0;
        }

        var peakDb = Decibels(peak / (double)Pcm16.FullScale);
        var rmsDb = samples.IsEmpty ? null : Decibels(Math.Sqrt(squares / (double)samples.Length) / Pcm16.FullScale);
        return new AudioLevels(peakDb, rmsDb, clipped, !(peakDb > options.SilencePeakDbfs));
    }

    private static double? Decibels(double amplitude) => amplitude > 0 ? 20 * Math.Log10(amplitude) : null;
}

/// <summary>What counts as silence.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed record AudioLevelOptions
{
    /// <summary>A clip whose peak is at or below this is silent, in dB of full scale. Default: −60 (32 of 32,768), below the noise of any microphone that picked up speech.</summary>
    public double SilencePeakDbfs { get; init; } = -60;

    internal void Validate()
    {
        if (!(SilencePeakDbfs <= 0))
        {
            throw new ArgumentException($"SilencePeakDbfs must be at most 0 dB, but is {SilencePeakDbfs}.");
        }
    }
}
