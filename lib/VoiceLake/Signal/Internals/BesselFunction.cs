namespace VoiceLake.Signal.Internals;

/// <summary>What a Kaiser window is made of.</summary>
internal static class BesselFunction
{
    /// <summary>The modified Bessel function of the first kind and order 0, by its series.</summary>
    public static double I0(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
