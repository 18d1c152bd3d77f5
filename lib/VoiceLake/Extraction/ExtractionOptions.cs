using VoiceLake.Features;

namespace VoiceLake.Extraction;

/// <summary>What is extracted from audio files, and how.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public sealed record ExtractionOptions
{
    /// <summary>The set whose rows are windows of 3 s, not clips.</summary>
    public const string WindowSet = "window81";

    /// <summary>Every set that can be asked for.</summary>
    public static IReadOnlyList<string> KnownSets { get; } = [WindowSet, .. FeatureSets.Names];

    /// <summary>Names of feature sets, one or more of <see cref="KnownSets"/>; <c>window81</c> only alone.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Whether a row is a frame instead of a clip; false by default.</summary>
    public bool Frames { get; init; }

    /// <summary>Clips at work at the same time, 1 or more; one for each processor by default. The result is the same bit for bit.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One or more cannot be met; the message names them all.</exception>
    public void Validate()
    {
        var mistakes = new List<string>();
        if (Sets is null or [])
        {
            mistakes.Add($"no feature set is named: there are {string.Join(", ", KnownSets)}");
        }

        foreach (var set in Sets?.Except(KnownSets, StringComparer.Ordinal) ?? [])
        {
            mistakes.Add($"there is no feature set '{set}': there are {string.Join(", ", KnownSets)}");
        }

        foreach (var twice in Sets?.GroupBy(set => set, StringComparer.Ordinal).Where(group => group.Count() > 1) ?? [])
        {
            mistakes.Add($"the feature set '{twice.Key}' is named twice");
        }

        if (Sets is { Count: > 1 } && Sets.Contains(WindowSet))
        {
            mistakes.Add($"'{WindowSet}' gives a row a window and the other sets a row a clip: ask for it alone");
        }

        if (Threads < 1)
        {
            mistakes.Add($"{nameof(Threads)} is {Threads}, but must be 1 or more");
        }

        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"Feature extraction: {string.Join("; ", mistakes)}.");
        }
    }
}
