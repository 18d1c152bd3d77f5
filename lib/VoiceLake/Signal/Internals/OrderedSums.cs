using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>Sums whose order of addition depends on the length alone, so that equal values give an equal sum, bit for bit.</summary>
/// <remarks>
/// The sums of <c>TensorPrimitives</c> begin where the memory is aligned: their last bits change with the place of an array, and so from run to run.
/// </remarks>
internal static class OrderedSums
{
    private const int Vectors = 4;

    /// <summary>Σ v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Sum<T>(ReadOnlySpan<T> values)
        where T : struct, INumberBase<T>
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        var (a, b, c, d) = (Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero);
        var (width, n) = (Vector256<T>.Count, 0);
        for (; n <= values.Length - (Vectors * width); n += Vectors * width)
        {
            a += Vector256.LoadUnsafe(ref from, (nuint)n);
            b += Vector256.LoadUnsafe(ref from, (nuint)(n + width));
            c += Vector256.LoadUnsafe(ref from, (nuint)(n + (2 * width)));
            d += Vector256.LoadUnsafe(ref from, (nuint)(n + (3 * width)));
        }

        for (; n <= values.Length - width; n += width)
        {
            a += Vector256.LoadUnsafe(ref from, (nuint)n);
        }

        var sum = Vector256.Sum(a + b + (c + d));
        for (; n < values.Length; n++)
        {
            sum += values[n];
        }

        return sum;
    }

    /// <summary>Σ v·w of as many values as weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Dot<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> weights)
        where T : struct, INumberBase<T>
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var by = ref MemoryMarshal.GetReference(weights[..values.Length]);
        var (a, b, c, d) = (Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero, Vector256<T>.Zero);
        var (width, n) = (Vector256<T>.Count, 0);
        for (; n <= values.Length - (Vectors * width); n += Vectors * width)
        {
            a += Vector256.LoadUnsafe(ref from, (nuint)n) * Vector256.LoadUnsafe(ref by, (nuint)n);
            b += Vector256.LoadUnsafe(ref from, (nuint)(n + width)) * Vector256.LoadUnsafe(ref by, (nuint)(n + width));
            c += Vector256.LoadUnsafe(ref from, (nuint)(n + (2 * width))) * Vector256.LoadUnsafe(ref by, (nuint)(n + (2 * width)));
            d += Vector256.LoadUnsafe(ref from, (nuint)(n + (3 * width))) * Vector256.LoadUnsafe(ref by, (nuint)(n + (3 * width)));
        }

        for (; n <= values.Length - width; n += width)
        {
            a += Vector256.LoadUnsafe(ref from, (nuint)n) * Vector256.LoadUnsafe(ref by, (nuint)n);
        }

        var sum = Vector256.Sum(a + b + (c + d));
        for (; n < values.Length; n++)
        {
            sum += values[n] * weights[n];
        }

        return sum;
    }
}
