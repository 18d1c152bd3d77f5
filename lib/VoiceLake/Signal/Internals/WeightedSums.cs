using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>Sums over the bins of a spectrum, four at a time.</summary>
internal static class WeightedSums
{
    private const int Lanes = 4;

    // Mantissas below 2: so many of them can be multiplied before their product leaves the range of a double.
    private const int Factors = 1_000;

    /// <summary>Σ S, Σ (k − origin)·S and Σ (k − origin)²·S over the bins k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Total, double First, double Second) About(ReadOnlySpan<double> values, double origin)
    {
        var (total, first, second) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var (gap, step, bin) = (Vector256.Create(0.0, 1, 2, 3) - Vector256.Create(origin), Vector256.Create((double)Lanes), 0);
        for (; bin <= values.Length - Lanes; bin += Lanes)
        {
            var value = Vector256.LoadUnsafe(in values[bin]);
            var moment = value * gap;
            (total, first, second) = (total + value, first + moment, Vector256.FusedMultiplyAdd(moment, gap, second));
            gap += step;
        }

        var (sum, sum1, sum2) = (Vector256.Sum(total), Vector256.Sum(first), Vector256.Sum(second));
        for (; bin < values.Length; bin++)
        {
            var moment = values[bin] * (bin - origin);
            (sum, sum1, sum2) = (sum + values[bin], sum1 + moment, sum2 + (moment * (bin - origin)));
        }

        return (sum, sum1, sum2);
    }

    /// <summary>Σ ln v and Σ v; values below the floor count as the floor, a normal number above 0.</summary>
    /// <remarks>Exponents are added and mantissas multiplied; a logarithm is taken of every four products only.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Logarithms, double Sum) Logarithms(ReadOnlySpan<double> values, double floor)
    {
        var (mantissaBits, one) = (Vector256.Create(0x000F_FFFF_FFFF_FFFFL), Vector256<double>.One);
        var (products, exponents, sums, logs) = (one, Vector256<long>.Zero, Vector256<double>.Zero, 0.0);
        var bin = 0;
        while (bin <= values.Length - Lanes)
        {
            products = one;
            for (var end = Math.Min(values.Length - Lanes, bin + (Factors * Lanes)); bin <= end; bin += Lanes)
            {
                var value = Vector256.Max(Vector256.LoadUnsafe(in values[bin]), Vector256.Create(floor));
                sums += value;
                exponents += value.AsInt64() >>> 52;
                products *= ((value.AsInt64() & mantissaBits) | one.AsInt64()).AsDouble();
            }

            logs += Math.Log(products[0]) + Math.Log(products[1]) + Math.Log(products[2]) + Math.Log(products[3]);
        }

        const int Bias = 1_023;
        logs += (Vector256.Sum(exponents) - ((long)bin * Bias)) * Math.Log(2);
        var sum = Vector256.Sum(sums);
        for (; bin < values.Length; bin++)
        {
            var value = Math.Max(values[bin], floor);
            (logs, sum) = (logs + Math.Log(value), sum + value);
        }

        return (logs, sum);
    }
}
