using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VoiceLake.Signal.Internals;

/// <summary>Moves eight rows of values into SIMD lanes, a row each, and back.</summary>
internal static class LaneTranspose
{
    private const int Lanes = BatchFft.Lanes;

    /// <summary>Value n of row r goes to n·8 + r, times the weight of n.</summary>
    /// <param name="rows">Eight rows; the first value of each is <paramref name="stride"/> after that of the one before.</param>
    /// <param name="stride">From row to row, in values.</param>
    /// <param name="weights">A factor for each value of a row; empty for none.</param>
    /// <param name="lanes">Receives the values: eight times as many as a row has.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToLanes(ReadOnlySpan<float> rows, int stride, ReadOnlySpan<float> weights, Span<float> lanes)
    {
        var length = lanes.Length / Lanes;
        var n = 0;
        if (Avx.IsSupported)
        {
            // The last place where all eight values of the last row are there; the check of the span is made once, here.
            _ = rows.Slice(((Lanes - 1) * stride) + length - 1, 1);
            _ = weights.IsEmpty ? weights : weights[..length];
            ref var source = ref Unsafe.AsRef(in rows[0]);
            ref var target = ref lanes[0];
            for (; n <= length - Lanes; n += Lanes)
            {
                ref var row = ref Unsafe.Add(ref source, n);
                var a = Vector256.LoadUnsafe(ref row);
                var b = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, stride));
                var c = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, 2 * stride));
                var d = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, 3 * stride));
                var e = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, 4 * stride));
                var f = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, 5 * stride));
                var g = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, 6 * stride));
                var h = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, 7 * stride));
                if (!weights.IsEmpty)
                {
                    var weight = Vector256.LoadUnsafe(in weights[n]);
                    (a, b, c, d, e, f, g, h) = (a * weight, b * weight, c * weight, d * weight, e * weight, f * weight, g * weight, h * weight);
                }

                Square(ref a, ref b, ref c, ref d, ref e, ref f, ref g, ref h);
                ref var to = ref Unsafe.Add(ref target, n * Lanes);
                a.StoreUnsafe(ref to);
                b.StoreUnsafe(ref Unsafe.Add(ref to, Lanes));
                c.StoreUnsafe(ref Unsafe.Add(ref to, 2 * Lanes));
                d.StoreUnsafe(ref Unsafe.Add(ref to, 3 * Lanes));
                e.StoreUnsafe(ref Unsafe.Add(ref to, 4 * Lanes));
                f.StoreUnsafe(ref Unsafe.Add(ref to, 5 * Lanes));
                g.StoreUnsafe(ref Unsafe.Add(ref to, 6 * Lanes));
                h.StoreUnsafe(ref Unsafe.Add(ref to, 7 * Lanes));
            }
        }

        for (; n < length; n++)
        {
            var weight = weights.IsEmpty ? 1 : weights[n];
            for (var row = 0; row < Lanes; row++)
            {
                lanes[(n * Lanes) + row] = rows[(row * stride) + n] * weight;
            }
        }
    }

    /// <summary>The value at n·8 + r goes to place n of row r.</summary>
    /// <param name="lanes">Eight times as many values as a row has.</param>
    /// <param name="rows">Receives eight rows; the first value of each is <paramref name="stride"/> after that of the one before.</param>
    /// <param name="stride">From row to row, in values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromLanes(ReadOnlySpan<float> lanes, Span<float> rows, int stride)
    {
        var length = lanes.Length / Lanes;
        var n = 0;
        if (Avx.IsSupported)
        {
            _ = rows.Slice(((Lanes - 1) * stride) + length - 1, 1);
            ref var source = ref Unsafe.AsRef(in lanes[0]);
            ref var target = ref rows[0];
            for (; n <= length - Lanes; n += Lanes)
            {
                ref var from = ref Unsafe.Add(ref source, n * Lanes);
                var a = Vector256.LoadUnsafe(ref from);
                var b = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, Lanes));
                var c = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 2 * Lanes));
                var d = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 3 * Lanes));
                var e = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 4 * Lanes));
                var f = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 5 * Lanes));
                var g = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 6 * Lanes));
                var h = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 7 * Lanes));
                Square(ref a, ref b, ref c, ref d, ref e, ref f, ref g, ref h);
                ref var row = ref Unsafe.Add(ref target, n);
                a.StoreUnsafe(ref row);
                b.StoreUnsafe(ref Unsafe.Add(ref row, stride));
                c.StoreUnsafe(ref Unsafe.Add(ref row, 2 * stride));
                d.StoreUnsafe(ref Unsafe.Add(ref row, 3 * stride));
                e.StoreUnsafe(ref Unsafe.Add(ref row, 4 * stride));
                f.StoreUnsafe(ref Unsafe.Add(ref row, 5 * stride));
                g.StoreUnsafe(ref Unsafe.Add(ref row, 6 * stride));
                h.StoreUnsafe(ref Unsafe.Add(ref row, 7 * stride));
            }
        }

        for (; n < length; n++)
        {
            for (var row = 0; row < Lanes; row++)
            {
                rows[(row * stride) + n] = lanes[(n * Lanes) + row];
            }
        }
    }

    /// <summary>Transposes eight vectors of eight: pairs, then fours, then halves change places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(
        ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d,
        ref Vector256<float> e, ref Vector256<float> f, ref Vector256<float> g, ref Vector256<float> h)
    {
        const byte Low = 0b01_00_01_00;
        const byte High = 0b11_10_11_10;
        var (ab, abHigh, cd, cdHigh) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
        var (ef, efHigh, gh, ghHigh) = (Avx.UnpackLow(e, f), Avx.UnpackHigh(e, f), Avx.UnpackLow(g, h), Avx.UnpackHigh(g, h));
        var (p, q, r, s) = (Avx.Shuffle(ab, cd, Low), Avx.Shuffle(ab, cd, High), Avx.Shuffle(abHigh, cdHigh, Low), Avx.Shuffle(abHigh, cdHigh, High));
        var (t, u, v, w) = (Avx.Shuffle(ef, gh, Low), Avx.Shuffle(ef, gh, High), Avx.Shuffle(efHigh, ghHigh, Low), Avx.Shuffle(efHigh, ghHigh, High));
        (a, b, c, d) = (Avx.Permute2x128(p, t, 0x20), Avx.Permute2x128(q, u, 0x20), Avx.Permute2x128(r, v, 0x20), Avx.Permute2x128(s, w, 0x20));
        (e, f, g, h) = (Avx.Permute2x128(p, t, 0x31), Avx.Permute2x128(q, u, 0x31), Avx.Permute2x128(r, v, 0x31), Avx.Permute2x128(s, w, 0x31));
    }
}
