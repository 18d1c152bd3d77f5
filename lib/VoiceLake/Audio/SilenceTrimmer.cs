namespace VoiceLake.Audio;

/// <summary>Finds the silence at the start and end of a clip, as librosa 0.11's <c>effects.trim</c> does.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static class SilenceTrimmer
{
    // librosa's amplitude_to_db: amplitudes below 1e-5 count as 1e-5, in float32 squared.
    private const double SmallestPower = 1e-10;

    /// <summary>The first and one past the last sample that is not silence.</summary>
    /// <param name="samples">Mono samples in [−1, 1].</param>
    /// <param name="options">null takes the defaults.</param>
    /// <returns>Bounds in samples, <c>samples[Start..End]</c> being what to keep.</returns>
    /// <remarks>
    /// A frame, centred on a multiple of the hop with zeros beyond the ends, is silent when its root mean square lies
    /// <see cref="SilenceTrimmerOptions.TopDb"/> or more below that of the loudest frame. Of a clip that is silent throughout
    /// nothing is cut: every frame is as loud as the loudest. Notebook: 02-silver-decode-and-cast
    /// </remarks>
    public static SilenceTrimResult Find(ReadOnlySpan<float> samples, SilenceTrimmerOptions? options = null)
    {
        options ??= new SilenceTrimmerOptions();
        options.Validate();
        if (samples.IsEmpty)
        {
            return new SilenceTrimResult(0, 0);
        }

        var power = FramePower(samples, options);
        var threshold = Decibels(power.Max()) - options.TopDb;
        var first = Array.FindIndex(power, p => Decibels(p) > threshold);
        var last = Array.FindLastIndex(power, p => Decibels(p) > threshold);
        return new SilenceTrimResult(first * options.HopLength, (int)Math.Min(samples.Length, (last + 1L) * options.HopLength));
    }

    private static double[] FramePower(ReadOnlySpan<float> samples, SilenceTrimmerOptions options)
    {
        // An odd frame is centred half a sample early, so that a clip of a whole number of hops has one frame less.
        var power = new double[1 + ((samples.Length - (options.FrameLength % 2)) / options.HopLength)];
        for (var frame = 0; frame < power.Length; frame++)
        {
            var start = (frame * options.HopLength) - (options.FrameLength / 2);
            var sum = 0d;
            for (var i = Math.Max(0, start); i < Math.Min(samples.Length, start + options.FrameLength); i++)
            {
                sum += samples[i] * (double)samples[i];
            }

            power[frame] = sum / options.FrameLength;
        }

        return power;
    }

    private static double Decibels(double power) => 10 * Math.Log10(Math.Max(SmallestPower, power));
}

/// <summary>What <see cref="SilenceTrimmer"/> takes for silence.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed record SilenceTrimmerOptions
{
    /// <summary>Decibels below the loudest frame from which a frame is silent. Default: 60.</summary>
    public double TopDb { get; init; } = 60;

    /// <summary>Samples a frame. Default: 2,048.</summary>
    public int FrameLength { get; init; } = 2_048;

    /// <summary>Samples from frame to frame. Default: 512.</summary>
    public int HopLength { get; init; } = 512;

    internal void Validate()
    {
        string[] mistakes =
        [
            .. TopDb > 0 && double.IsFinite(TopDb) ? [] : new[] { $"TopDb must be above 0 dB, but is {TopDb}." },
            .. FrameLength > 0 ? [] : new[] { $"FrameLength must be at least 1 sample, but is {FrameLength}." },
            .. HopLength > 0 ? [] : new[] { $"HopLength must be at least 1 sample, but is {HopLength}." },
        ];
        if (mistakes.Length > 0)
        {
            throw new ArgumentException(string.Join(" ", mistakes));
        }
    }
}

/// <summary>What is left of a clip without the silence at its ends.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Start">The first sample to keep.</param>
/// <param name="End">One past the last sample to keep.</param>
public readonly record struct SilenceTrimResult(int Start, int End);
