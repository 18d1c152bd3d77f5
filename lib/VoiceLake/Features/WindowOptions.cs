namespace VoiceLake.Features;

/// <summary>How a clip is cut into windows.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed record WindowOptions
{
    private const int LowestSampleRate = 12_801;
    private const double ShortestSeconds = 0.01;

    /// <summary>Samples a second of the clips; 16,000 by default.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>Samples a window; 48,000 (3 s) by default.</summary>
    public int Length { get; init; } = 48_000;

    /// <summary>Samples from one window's start to the next; 16,000 (1 s) by default.</summary>
    public int Hop { get; init; } = 16_000;

    /// <summary>How many windows a clip has: one if it is shorter than a window, else enough to reach its end.</summary>
    /// <param name="samples">The clip's length.</param>
    public int Count(long samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        return samples < Length ? 1 : checked((int)((samples - Length + Hop - 1) / Hop) + 1);
    }

    /// <summary>Where a window lies in a clip; the last ones may be shorter than <see cref="Length"/>.</summary>
    /// <param name="window">From 0.</param>
    /// <param name="samples">The clip's length.</param>
    public (int Start, int Samples) Place(int window, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(window, Count(samples));
        var start = checked(window * Hop);
        return (start, Math.Min(Length, samples - start));
    }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One or more cannot be met; the message names them all.</exception>
    public void Validate()
    {
        var mistakes = Mistakes();
        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"Window options: {string.Join("; ", mistakes)}.");
        }
    }

    internal IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        if (SampleRate < LowestSampleRate)
        {
            mistakes.Add($"{nameof(SampleRate)} is {SampleRate} Hz, but must be {LowestSampleRate} or more, because the last band of spec_cont begins at 6,400 Hz");
        }

        if (Length < ShortestSeconds * SampleRate)
        {
            mistakes.Add($"{nameof(Length)} is {Length} samples, but must last {ShortestSeconds} s or more, so that every band of spec_cont has bins");
        }

        if (Hop < 1 || Hop > Length)
        {
            mistakes.Add($"{nameof(Hop)} is {Hop} samples, but must be 1 to {nameof(Length)}, so that no sample is left out");
        }

        return mistakes;
    }
}
