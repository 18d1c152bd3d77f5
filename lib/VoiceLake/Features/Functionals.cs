using VoiceLake.Signal;

namespace VoiceLake.Features;

/// <summary>Sums up a frame feature over a clip: mean, standard deviation, three percentiles and slope.</summary>
/// <remarks>
/// Frames without a value do not count. The standard deviation has ddof 0; percentiles are linear between neighbours; the slope is that of
/// the least-squares line, per second. Holds working memory: one instance a thread. Notebook: 03-gold-features
/// </remarks>
internal sealed class Functionals
{
    private float[] _kept = [];

    /// <summary>The columns of each feature, in the order in which <see cref="Write"/> fills them.</summary>
    public static IReadOnlyList<FeatureDefinition> Define(FeatureDefinition frame)
    {
        FeatureDefinition Of(string name, string formula, string unit, string whyNull = "no frame has a value")
            => frame with { Name = $"{frame.Name}_{name}", Formula = $"{formula} over the frames: {frame.Formula}", Unit = unit, WhyNull = whyNull };
        return
        [
            Of("mean", "arithmetic mean", frame.Unit),
            Of("std", "standard deviation, ddof 0,", frame.Unit),
            Of("p20", "20th percentile, linear,", frame.Unit),
            Of("p50", "median", frame.Unit),
            Of("p80", "80th percentile, linear,", frame.Unit),
            Of("slope", "slope of the least-squares line", frame.Unit == "1" ? "1/s" : frame.Unit + "/s", "fewer than two frames have a value"),
        ];
    }

    /// <summary>Fills six columns.</summary>
    /// <param name="values">The feature frame by frame; NaN where it has no value.</param>
    /// <param name="hop">Seconds from one frame to the next.</param>
    /// <param name="writer">Receives the columns.</param>
    public void Write(ReadOnlySpan<float> values, double hop, ref FeatureWriter writer)
    {
        if (_kept.Length < values.Length)
        {
            _kept = new float[values.Length];
        }

        var (count, sum, times) = (0, 0.0, 0.0);
        for (var frame = 0; frame < values.Length; frame++)
        {
            if (!float.IsNaN(values[frame]))
            {
                _kept[count++] = values[frame];
                (sum, times) = (sum + values[frame], times + frame);
            }
        }

        var (mean, middle) = (sum / count, times / count);
        var (square, product, spread) = (0.0, 0.0, 0.0);
        for (var frame = 0; frame < values.Length; frame++)
        {
            if (!float.IsNaN(values[frame]))
            {
                var (gap, time) = (values[frame] - mean, frame - middle);
                (square, product, spread) = (square + (gap * gap), product + (gap * time), spread + (time * time));
            }
        }

        var kept = _kept.AsSpan(0, count);
        writer.Write(mean);
        writer.Write(Math.Sqrt(square / count));
        writer.Write(Quantile.Select(kept, 0.2));
        writer.Write(Quantile.Select(kept, 0.5));
        writer.Write(Quantile.Select(kept, 0.8));
        writer.Write(product / spread / hop);
    }
}
