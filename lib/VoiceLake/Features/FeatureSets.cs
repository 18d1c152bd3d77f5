namespace VoiceLake.Features;

/// <summary>The feature sets by name, each at the defaults of its reference.</summary>
/// <remarks>
/// <c>window81</c>, whose rows are windows and not clips, has an extractor of its own: <see cref="WindowFeatureExtractor"/>.
/// Notebook: 03-gold-features
/// </remarks>
public static class FeatureSets
{
    private static readonly Dictionary<string, Func<int, FeatureExtractor>> All = new(StringComparer.Ordinal)
    {
        ["librosa"] = sampleRate => new LibrosaExtractor(new LibrosaOptions { SampleRate = sampleRate }),
        ["kaldi"] = sampleRate => new KaldiExtractor(new KaldiOptions { SampleRate = sampleRate }),
        ["pitch"] = sampleRate => new PitchExtractor(new PitchOptions { SampleRate = sampleRate }),
        ["voice20"] = sampleRate => new VoiceExtractor(new VoiceOptions { SampleRate = sampleRate }),
        ["egemaps"] = sampleRate => new EgemapsExtractor(new EgemapsOptions { SampleRate = sampleRate }),
    };

    /// <summary>The sets that give a row a clip.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys];

    /// <summary>A new extractor of a set; its columns are the same at every sample rate.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="sampleRate">Hz of the clips.</param>
    /// <exception cref="ArgumentException">There is no such set, or it does not take the sample rate.</exception>
    public static FeatureExtractor Create(string name, int sampleRate)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.TryGetValue(name, out var create)
            ? create(sampleRate)
            : throw new ArgumentException($"There is no feature set '{name}': there are {string.Join(", ", Names)}.", nameof(name));
    }
}
