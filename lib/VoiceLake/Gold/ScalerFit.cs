using VoiceLake.Gold.Internals;

namespace VoiceLake.Gold;

/// <summary>Fits means and standard deviations to a stream of windows, in one pass and constant memory.</summary>
/// <remarks>
/// Sums are kept to twice the precision of a double, so that the order in which windows were written does not show in the result.
/// Notebook: 03-gold-features
/// </remarks>
/// <param name="features">The features' names, in order.</param>
public sealed class ScalerFit(IReadOnlyList<string> features)
{
    private readonly PreciseMoments[] _moments = [.. features.Select(_ => new PreciseMoments())];

    /// <summary>Adds one value of one feature; null counts as missing.</summary>
    /// <param name="feature">The feature's position.</param>
    /// <param name="value">A finite number, or null.</param>
    public void Add(int feature, double? value) => _moments[feature].Add(value);

    /// <summary>The scale of every feature, in order.</summary>
    public IReadOnlyList<FeatureScale> Scales()
        => [.. features.Zip(_moments, (feature, moments) => new FeatureScale(feature, moments.Mean, moments.StandardDeviation, moments.Count, moments.Missing))];
}
