namespace VoiceLake.Display.Internals;

/// <summary>Counting values in bins of one width.</summary>
internal static class Histogram
{
    private const int FewestBins = 5;
    private const int MostBins = 60;

    /// <summary>Edges of bins after the rule of Freedman and Diaconis, 5 to 60 of them; one bin where all values are the same.</summary>
    public static double[] Edges(double[] values)
    {
        if (values.Length == 0)
        {
            return [0, 1];
        }

        var sorted = values.Order().ToArray();
        var (least, greatest) = (sorted[0], sorted[^1]);
        if (least == greatest)
        {
            var half = least == 0 ? 0.5 : Math.Abs(least) / 2;
            return [least - half, least + half];
        }

        var width = 2 * (GroupedValues.Quantile(sorted, 0.75) - GroupedValues.Quantile(sorted, 0.25)) / Math.Cbrt(sorted.Length);
        var bins = width > 0 ? (int)Math.Clamp(Math.Ceiling((greatest - least) / width), FewestBins, MostBins) : FewestBins;
        return [.. Enumerable.Range(0, bins).Select(bin => least + ((greatest - least) * bin / bins)), greatest];
    }

    /// <summary>Which part of the values lies in each bin; the last bin holds its upper edge too. Zero everywhere where there are no values.</summary>
    public static double[] Shares(double[] values, double[] edges)
    {
        var shares = new double[edges.Length - 1];
        foreach (var value in values)
        {
            var found = Array.BinarySearch(edges, value);
            var bin = found >= 0 ? found : ~found - 1;
            shares[Math.Clamp(bin, 0, shares.Length - 1)] += 1.0 / values.Length;
        }

        return shares;
    }
}
