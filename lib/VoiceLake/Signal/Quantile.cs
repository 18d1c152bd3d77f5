using VoiceLake.Signal.Internals;

namespace VoiceLake.Signal;

/// <summary>Quantiles by selection: what lies between them is never sorted.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
public static class Quantile
{
    /// <summary>The value below which the share <paramref name="q"/> of the numbers lies, linear between neighbours; NaN of nothing.</summary>
    /// <param name="values">Numbers, none of them NaN; reordered.</param>
    /// <param name="q">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is below 0 or above 1.</exception>
    public static double Select(Span<float> values, double q)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(q, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(q, 1);
        if (values.IsEmpty)
        {
            return double.NaN;
        }

        var position = (values.Length - 1) * q;
        var below = (int)position;
        Selection.MoveSmallest(values, below + 1);
        double low = Largest(values[..(below + 1)]);
        return position == below ? low : low + ((position - below) * (Smallest(values[(below + 1)..]) - low));
    }

    private static float Largest(ReadOnlySpan<float> values) => System.Numerics.Tensors.TensorPrimitives.Max(values);

    private static float Smallest(ReadOnlySpan<float> values) => System.Numerics.Tensors.TensorPrimitives.Min(values);
}
