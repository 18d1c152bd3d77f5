using VoiceLake.Features;
using VoiceLake.Silver;

namespace VoiceLake.Gold;

/// <summary>One feature set of one voice, to be compared with another's.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="Voice">The speaker, and the gender that the archive gives.</param>
/// <param name="Gender">That gender alone.</param>
/// <param name="Features">The columns of the clip's row.</param>
/// <param name="Values">The row; NaN where a feature has no value.</param>
/// <param name="Frames">The tables of frames.</param>
public sealed record VoiceFeatures(string Voice, string Gender, FeatureSet Features, double[] Values, IReadOnlyList<FrameTable> Frames)
{
    /// <summary>The features of two voices.</summary>
    /// <param name="voices">Two clips of silver.</param>
    /// <param name="set">One of <see cref="FeatureSets.Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such set.</exception>
    public static IReadOnlyList<VoiceFeatures> Of(VoicePair voices, string set)
    {
        ArgumentNullException.ThrowIfNull(voices);
        return [Of(voices.First, set), Of(voices.Second, set)];
    }

    /// <summary>The table of frames that has a column of this name, or columns whose names begin so.</summary>
    /// <exception cref="ArgumentException">None has.</exception>
    public FrameTable FramesWith(string name)
        => Frames.FirstOrDefault(table => table.Features.Names.Any(column => column.StartsWith(name, StringComparison.Ordinal)))
            ?? throw new ArgumentException($"'{Features.Id}' has no frame feature '{name}': it has {string.Join(", ", Frames.SelectMany(table => table.Features.Names))}.", nameof(name));

    /// <summary>Features of the rows of two voices, beside each other.</summary>
    /// <param name="voices">Two voices of one set.</param>
    /// <param name="features">Which; all where none is named.</param>
    /// <exception cref="ArgumentException">There is no such feature.</exception>
    public static IReadOnlyList<VoiceComparison> Compare(IReadOnlyList<VoiceFeatures> voices, params IReadOnlyList<string> features)
    {
        ArgumentNullException.ThrowIfNull(voices);
        ArgumentNullException.ThrowIfNull(features);
        var set = voices[0].Features;
        return [.. (features.Count > 0 ? features : set.Names).Select(set.IndexOf)
            .Select(index => new VoiceComparison(set.Names[index], set.Definitions[index].Unit, Known(voices[0].Values[index]), Known(voices[1].Values[index])))];

        static double? Known(double value) => double.IsNaN(value) ? null : value;
    }

    private static VoiceFeatures Of(SilverClip clip, string set)
    {
        var extractor = FeatureSets.Create(set, clip.SampleRate);
        extractor.Push(clip.ToFloats());
        var features = extractor.Finish(FeatureOutput.Row | FeatureOutput.Frames);
        return new VoiceFeatures($"{clip.Speaker} ({clip.Gender})", clip.Gender, extractor.Features, features.Values, features.Frames);
    }
}

/// <summary>One feature of two voices; null where a voice has no value.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="First">Of the first voice.</param>
/// <param name="Second">Of the second voice.</param>
public sealed record VoiceComparison(string Feature, string Unit, double? First, double? Second);
