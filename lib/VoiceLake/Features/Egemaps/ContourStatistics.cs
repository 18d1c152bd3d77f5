using VoiceLake.Signal;

namespace VoiceLake.Features.Egemaps;

/// <summary>What eGeMAPS says of one contour: moments, percentiles, slopes.</summary>
/// <remarks>Holds working memory: one instance a thread.</remarks>
internal sealed class ContourStatistics
{
    private readonly ContourSlopes _slopes = new();
    private float[] _kept = [];

    /// <summary>Peaks of the contour that was written last with <see cref="WriteAll"/>.</summary>
    public int Peaks => _slopes.Peaks;

    /// <summary>Writes the arithmetic mean.</summary>
    public static void WriteMean(ReadOnlySpan<float> values, ref FeatureWriter writer) => writer.Write(Mean(values));

    /// <summary>Writes mean and standard deviation (ddof 0) over the mean; zeros if there are no values.</summary>
    public static void WriteMoments(ReadOnlySpan<float> values, ref FeatureWriter writer)
    {
        var (mean, square) = (Mean(values), 0.0);
        foreach (var value in values)
        {
            square += (value - mean) * (value - mean);
        }

        writer.Write(mean);
        writer.Write(square == 0 ? 0 : Math.Sqrt(square / values.Length) / (mean == 0 ? 1 : mean));
    }

    /// <summary>Writes moments, percentiles and slopes; zeros if there are no values.</summary>
    /// <param name="values">Frame by frame.</param>
    /// <param name="writer">Receives ten columns.</param>
    public void WriteAll(ReadOnlySpan<float> values, ref FeatureWriter writer)
    {
        WriteMoments(values, ref writer);
        if (values.IsEmpty)
        {
            for (var column = 0; column < 8; column++)
            {
                writer.Write(0);
            }

            return;
        }

        _kept = _kept.Length < values.Length ? new float[values.Length] : _kept;
        var kept = _kept.AsSpan(0, values.Length);
        values.CopyTo(kept);
        var (low, middle, high) = (Quantile.Select(kept, 0.2), Quantile.Select(kept, 0.5), Quantile.Select(kept, 0.8));
        _slopes.Compute(values, FrameGrid.HopSeconds);
        writer.Write(low);
        writer.Write(middle);
        writer.Write(high);
        writer.Write(high - low);
        writer.Write(_slopes.Rising.Mean);
        writer.Write(_slopes.Rising.Deviation);
        writer.Write(_slopes.Falling.Mean);
        writer.Write(_slopes.Falling.Deviation);
    }

    private static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return values.IsEmpty ? 0 : sum / values.Length;
    }
}
