namespace VoiceLake.Features;

/// <summary>Options of the eGeMAPS features: the set itself is fixed, so that its values can be compared.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed record EgemapsOptions
{
    private const int LowestSampleRate = 8_000;
    private const int HighestSampleRate = 192_000;

    /// <summary>Samples a second of the clips; 16,000 by default.</summary>
    /// <remarks>Below 16,000 the bands that end at 8 kHz end at half the rate: values of different rates are then not comparable.</remarks>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One or more cannot be met; the message names them all.</exception>
    public void Validate()
    {
        var mistakes = Mistakes();
        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"eGeMAPS options: {string.Join("; ", mistakes)}.");
        }
    }

    internal IReadOnlyList<string> Mistakes() => SampleRate is < LowestSampleRate or > HighestSampleRate
        ? [$"{nameof(SampleRate)} is {SampleRate} Hz, but must be {LowestSampleRate} to {HighestSampleRate}: resample the clips"]
        : [];
}
