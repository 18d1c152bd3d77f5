using System.Numerics.Tensors;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Voice;

/// <summary>Sums up the spectrum of a clip from 0 to 0.28 kHz: the first twelve columns.</summary>
internal static class VoiceBand
{
    private const int Columns = 12;
    private const double Highest = VoiceOptions.HighestHertz / 1_000.0;
    private const double EntropyFloor = 1e-7;
    private const double FlatnessFloor = 1e-5;
    private const int LongestFlatness = 4_000;
    private const int FlatnessBins = 256;

    /// <summary>How many bins of the whole clip's spectrum make up the band.</summary>
    /// <remarks>The reference's scale: the bins of an odd length count as those of the even one below it, and end one bin early.</remarks>
    public static int Bins(int samples, int sampleRate)
    {
        var half = samples / 2;
        return half < 2 ? 0 : (int)((Highest * (1_000.0 * half / ((sampleRate / 2.0) - (sampleRate / (2.0 * half))))) + 1e-10);
    }

    /// <summary>Fills the columns.</summary>
    /// <param name="magnitude">The band's bins; receives shares.</param>
    /// <param name="writer">Receives twelve columns.</param>
    public static void Write(Span<double> magnitude, ref FeatureWriter writer)
    {
        var sum = OrderedSums.Sum<double>(magnitude);
        if (magnitude.Length < 2 || sum == 0)
        {
            for (var column = 0; column < Columns; column++)
            {
                writer.Write(double.NaN);
            }

            return;
        }

        TensorPrimitives.Divide(magnitude, sum, magnitude);
        var step = Highest / (magnitude.Length - 1);
        var (mean, spread) = (0.0, 0.0);
        for (var bin = 0; bin < magnitude.Length; bin++)
        {
            mean += magnitude[bin] * (bin * step);
        }

        for (var bin = 0; bin < magnitude.Length; bin++)
        {
            var gap = (bin * step) - mean;
            spread += magnitude[bin] * gap * gap;
        }

        var (first, third) = (Quantile(magnitude, 0.25) * step, Quantile(magnitude, 0.75) * step);
        var (skew, kurtosis) = Moments(magnitude);
        writer.Write(mean);
        writer.Write(Math.Sqrt(spread));
        writer.Write(Quantile(magnitude, 0.5) * step);
        writer.Write(first);
        writer.Write(third);
        writer.Write(third - first);
        writer.Write(skew);
        writer.Write(kurtosis);
        writer.Write(Entropy(magnitude));
        writer.Write(Flatness(magnitude));
        writer.Write(TensorPrimitives.IndexOfMax<double>(magnitude) * step);
        writer.Write(mean);
    }

    /// <summary>The first bin whose cumulated share exceeds <paramref name="q"/>.</summary>
    private static int Quantile(ReadOnlySpan<double> shares, double q)
    {
        var (bin, reached) = (0, shares[0]);
        while (reached <= q)
        {
            reached += shares[++bin];
        }

        return bin;
    }

    private static (double Skew, double Kurtosis) Moments(ReadOnlySpan<double> shares)
    {
        var (mean, second, third, fourth) = (1.0 / shares.Length, 0.0, 0.0, 0.0);
        foreach (var share in shares)
        {
            var gap = share - mean;
            var square = gap * gap;
            (second, third, fourth) = (second + square, third + (square * gap), fourth + (square * square));
        }

        var (count, variance) = (shares.Length - 1, second / (shares.Length - 1));
        return (third / count / (variance * Math.Sqrt(variance)), fourth / count / (variance * variance));
    }

    private static double Entropy(ReadOnlySpan<double> shares)
    {
        var (total, sum) = (0.0, 0.0);
        foreach (var share in shares)
        {
            var kept = share == 0 ? EntropyFloor : share;
            (total, sum) = (total + kept, sum - (kept * Math.Log(kept)));
        }

        // Shares of the total, which the floor may have raised above 1.
        return ((sum / total) + Math.Log(total)) / Math.Log(shares.Length);
    }

    private static double Flatness(ReadOnlySpan<double> shares)
    {
        var step = shares.Length > LongestFlatness ? (int)Math.Round(shares.Length / (double)FlatnessBins) : 1;
        var (count, logs, sum) = (0, 0.0, 0.0);
        for (var bin = 0; bin < shares.Length; bin += step)
        {
            var kept = shares[bin] == 0 ? FlatnessFloor : shares[bin];
            (count, logs, sum) = (count + 1, logs + Math.Log(kept), sum + kept);
        }

        return Math.Exp(logs / count) / (sum / count);
    }
}
