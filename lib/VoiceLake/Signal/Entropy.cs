namespace VoiceLake.Signal;

/// <summary>Entropy of vectors that are read as a distribution.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public static class Entropy
{
    /// <summary>−Σ p·ln p of the vector divided by its sum, in nats.</summary>
    /// <returns>NaN where the values sum to 0; −∞ where a share is negative: neither is a distribution.</returns>
    public static double OfShares(ReadOnlySpan<double> values)
    {
        var (total, sum) = (0.0, 0.0);
        foreach (var value in values)
        {
            total += value;
        }

        if (total == 0)
        {
            return double.NaN;
        }

        foreach (var value in values)
        {
            var share = value / total;
            sum -= share > 0 ? share * Math.Log(share) : share < 0 ? double.PositiveInfinity : 0;
        }

        return sum;
    }
}
