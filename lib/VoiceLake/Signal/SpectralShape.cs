using VoiceLake.Signal.Internals;

namespace VoiceLake.Signal;

/// <summary>Where the energy of one spectrum lies and how it is spread. Bins are evenly spaced from 0 Hz.</summary>
/// <remarks>Definitions as in librosa 0.11. Notebook: 03-gold-features</remarks>
public static class SpectralShape
{
    // Bins whose sum the roll-off takes at once before it looks into them one by one.
    private const int RolloffBlock = 64;

    /// <summary>Σ f·S / Σ S in Hz; 0 for an empty spectrum.</summary>
    /// <param name="magnitude">Magnitude by bin.</param>
    /// <param name="binWidth">Hz from bin to bin.</param>
    public static double Centroid(ReadOnlySpan<double> magnitude, double binWidth)
    {
        var (total, weighted, _) = WeightedSums.About(magnitude, 0);
        return total > 0 ? weighted * binWidth / total : 0;
    }

    /// <summary>√(Σ S·(f − centroid)² / Σ S) in Hz; 0 for an empty spectrum.</summary>
    /// <param name="magnitude">Magnitude by bin.</param>
    /// <param name="binWidth">Hz from bin to bin.</param>
    /// <param name="centroid">In Hz.</param>
    public static double Bandwidth(ReadOnlySpan<double> magnitude, double binWidth, double centroid)
    {
        var (total, _, spread) = WeightedSums.About(magnitude, centroid / binWidth);
        return total > 0 ? Math.Sqrt(spread / total) * binWidth : 0;
    }

    /// <summary>The geometric over the arithmetic mean of the power: 1 for white noise, near 0 for a tone.</summary>
    /// <param name="power">Power by bin.</param>
    /// <param name="floor">Smaller powers count as this one.</param>
    public static double Flatness(ReadOnlySpan<double> power, double floor = Decibel.DefaultFloor)
    {
        var (logs, sum) = WeightedSums.Logarithms(power, floor);
        return Math.Exp(logs / power.Length) / (sum / power.Length);
    }

    /// <summary>The lowest frequency in Hz at or below which the share of the summed magnitude lies; 0 for an empty spectrum.</summary>
    /// <param name="magnitude">Magnitude by bin.</param>
    /// <param name="binWidth">Hz from bin to bin.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Rolloff(ReadOnlySpan<double> magnitude, double binWidth, double share = 0.85)
    {
        // Both sums run over the blocks in the same order, so that the threshold is met by its own block.
        var total = 0.0;
        for (var block = magnitude; !block.IsEmpty; block = block[Math.Min(RolloffBlock, block.Length)..])
        {
            total += OrderedSums.Sum(block[..Math.Min(RolloffBlock, block.Length)]);
        }

        var (threshold, reached, bin) = (share * total, 0.0, 0);
        for (; bin < magnitude.Length - RolloffBlock; bin += RolloffBlock)
        {
            var next = reached + OrderedSums.Sum(magnitude.Slice(bin, RolloffBlock));
            if (next >= threshold)
            {
                break;
            }

            reached = next;
        }

        for (var last = Math.Min(bin + RolloffBlock, magnitude.Length) - 1; bin < last; bin++)
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
        var (count, middle) = ((double)magnitude.Length, (magnitude.Length - 1) / 2.0);
        var (total, product, _) = WeightedSums.About(magnitude, middle);
        var slope = product / (count * ((count * count) - 1) / 12);
        return (slope / binWidth, (total / count) - (slope * middle));
    }
}
