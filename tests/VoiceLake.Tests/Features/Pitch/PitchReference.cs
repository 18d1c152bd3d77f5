using System.Globalization;
using VoiceLake.Features;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Features.Pitch;

/// <summary>What librosa and Praat find in the shared clips.</summary>
internal static class PitchReference
{
    /// <summary>The rows of a reference; an empty cell has no value.</summary>
    public static double[][] Rows(string clip, string name)
        =>
        [
            .. File.ReadAllLines(SharedMaterial.Require($"reference/clips/{clip}/{name}.csv"))
                .Where(line => !char.IsLetter(line[0]))
                .Select(line => line.Split(',').Select(cell => cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()),
        ];

    /// <summary>The frames of a clip by one method.</summary>
    public static FrameTable Frames(float[] samples, PitchOptions options)
    {
        var extractor = new PitchExtractor(options);
        extractor.Expect(samples.Length);
        extractor.Push(samples);
        return extractor.Finish(FeatureOutput.Frames).Frames.Single();
    }

    /// <summary>The share of the pairs that agree.</summary>
    public static double Share(IReadOnlyList<float> ours, IReadOnlyList<double> theirs, Func<double, double, bool> agree)
    {
        ours.Count.ShouldBe(theirs.Count);
        return ours.Count == 0 ? 1 : ours.Zip(theirs).Count(pair => agree(pair.First, pair.Second)) / (double)ours.Count;
    }

    /// <summary>The largest relative deviation where both have a value.</summary>
    public static double Worst(IReadOnlyList<float> ours, IReadOnlyList<double> theirs)
        => ours.Zip(theirs).Where(pair => !float.IsNaN(pair.First) && !double.IsNaN(pair.Second)).Select(pair => Math.Abs((pair.First / pair.Second) - 1)).DefaultIfEmpty().Max();
}
