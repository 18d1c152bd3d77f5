using System.Numerics.Tensors;

namespace VoiceLake.Signal;

/// <summary>Where the energy of one spectrum lies and how it is spread. Bins are evenly spaced from 0 Hz.</summary>
/// <remarks>Definitions as in librosa 0.11. Notebook: 03-gold-features</remarks>
public static class SpectralShape
{
    /// <summary>Σ f·S / Σ S in Hz; 0 for an empty spectrum.</summary>
    /// <param name="magnitude">Magnitude by bin.</param>
    /// <param name="binWidth">Hz from bin to bin.</param>
    public static double Centroid(ReadOnlySpan<double> magnitude, double binWidth)
    {
        var (total, weighted) = (TensorPrimitives.Sum(magnitude), 0.0);
        for (var bin = 0; bin < magnitude.Length; bin++)
        {
            weighted += bin * magnitude[bin];
        }

        return total > 0 ? weighted * binWidth / total : 0;
    }

    /// <summary>√(Σ S·(f − centroid)² / Σ S) in Hz; 0 for an empty spectrum.</summary>
    /// <param name="magnitude">Magnitude by bin.</param>
    /// <param name="binWidth">Hz from bin to bin.</param>
    /// <param name="centroid">In Hz.</param>
    public static double Bandwidth(ReadOnlySpan<double> magnitude, double binWidth, double centroid)
    {
        var (total, spread) = (TensorPrimitives.Sum(magnitude), 0.0);
        for (var bin = 0; bin < magnitude.Length; bin++)
        {
            var gap = (bin * binWidth) - centroid;
            spread += magnitude[bin] * gap * gap;
        }

        return total > 0 ? Math.Sqrt(spread / total) : 0;
    }

    /// <summary>The geometric over the arithmetic mean of the power: 1 for white noise, near 0 for a tone.</summary>
    /// <param name="power">Power by bin.</param>
    /// <param name="floor">Smaller powers count as this one.</param>
    public static double Flatness(ReadOnlySpan<double> power, double floor = Decibel.DefaultFloor)
    {
        var (logs, sum) = (0.0, 0.0);
        foreach (var value in power)
        {
            var kept = Math.Max(value, floor);
            logs += Math.Log(kept);
            sum += kept;
        }

        return Math.Exp(logs / power.Length) / (sum / power.Length);
    }

    /// <summary>The lowest frequency in Hz at or below which the share of the summed magnitude lies; 0 for an empty spectrum.</summary>
    /// <param name="magnitude">Magnitude by bin.</param>
    /// <param name="binWidth">Hz from bin to bin.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Rolloff(ReadOnlySpan<double> magnitude, double binWidth, double share = 0.85)
    {
        // Both sums run in the same order, so that the threshold is met by its own bin.
        var total = 0.0;
        foreach (var value in magnitude)
        {
            total += value;
        }

        var (threshold, reached, bin) = (share * total, 0.0, 0);
        for (; bin < magnitude.Length - 1; bin++)
        {
            reached += magnitude[bin];
            if (reached >= threshold)
            {
                break;
            }
        }

        return bin * binWidth;
    }

    /// <summary>The straight line through the spectrum with the least squared error.</summary>
    /// <param name="magnitude">Magnitude by bin.</param>
    /// <param name="binWidth">Hz from bin to bin.</param>
    /// <returns>Magnitude per Hz, and magnitude at 0 Hz.</returns>
    public static (double Slope, double Intercept) Line(ReadOnlySpan<double> magnitude, double binWidth)
    {
        var (middle, mean) = ((magnitude.Length - 1) / 2.0, TensorPrimitives.Sum(magnitude) / magnitude.Length);
        var (product, square) = (0.0, 0.0);
        for (var bin = 0; bin < magnitude.Length; bin++)
        {
            var gap = bin - middle;
            product += gap * (magnitude[bin] - mean);
            square += gap * gap;
        }

        var slope = product / square;
        return (slope / binWidth, mean - (slope * middle));
    }
}
