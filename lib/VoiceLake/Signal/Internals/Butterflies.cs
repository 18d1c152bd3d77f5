using System.Runtime.CompilerServices;

namespace VoiceLake.Signal.Internals;

/// <summary>
/// The passes of the transform. In each, group p and offset q read legs at q + stride·(p + groups·leg)
/// and write at q + stride·(radix·p + leg), the output leg turned by its twiddle.
/// </summary>
internal static class Butterflies
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Two<T>(FftPass pass, int stride, Span<T> xr, Span<T> xi, Span<T> yr, Span<T> yi)
        where T : unmanaged, ILanes<T>
    {
        var leg = stride * pass.Groups;
        for (var p = 0; p < pass.Groups; p++)
        {
            var (wr, wi) = (T.Of(pass.Re[p]), T.Of(pass.Im[p]));
            var (from, to) = (stride * p, stride * 2 * p);
            for (var q = 0; q < stride; q++)
            {
                var (ar, ai, br, bi) = (xr[from + q], xi[from + q], xr[from + q + leg], xi[from + q + leg]);
                (yr[to + q], yi[to + q]) = (ar + br, ai + bi);
                Turn(ar - br, ai - bi, wr, wi, out yr[to + q + stride], out yi[to + q + stride]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Three<T>(FftPass pass, int stride, Span<T> xr, Span<T> xi, Span<T> yr, Span<T> yi)
        where T : unmanaged, ILanes<T>
    {
        var leg = stride * pass.Groups;
        var (half, sine) = (T.Of(0.5), T.Of(double.SinPi(2.0 / 3)));
        for (var p = 0; p < pass.Groups; p++)
        {
            var (w1r, w1i, w2r, w2i) = (T.Of(pass.Re[2 * p]), T.Of(pass.Im[2 * p]), T.Of(pass.Re[(2 * p) + 1]), T.Of(pass.Im[(2 * p) + 1]));
            var (from, to) = (stride * p, stride * 3 * p);
            for (var q = 0; q < stride; q++)
            {
                var at = from + q;
                var (ar, ai) = (xr[at], xi[at]);
                var (sr, si) = (xr[at + leg] + xr[at + (2 * leg)], xi[at + leg] + xi[at + (2 * leg)]);
                var (dr, di) = ((xr[at + leg] - xr[at + (2 * leg)]) * sine, (xi[at + leg] - xi[at + (2 * leg)]) * sine);
                var (mr, mi) = (ar - (half * sr), ai - (half * si));
                at = to + q;
                (yr[at], yi[at]) = (ar + sr, ai + si);
                Turn(mr + di, mi - dr, w1r, w1i, out yr[at + stride], out yi[at + stride]);
                Turn(mr - di, mi + dr, w2r, w2i, out yr[at + (2 * stride)], out yi[at + (2 * stride)]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four<T>(FftPass pass, int stride, Span<T> xr, Span<T> xi, Span<T> yr, Span<T> yi)
        where T : unmanaged, ILanes<T>
    {
        var leg = stride * pass.Groups;
        for (var p = 0; p < pass.Groups; p++)
        {
            var (w1r, w1i) = (T.Of(pass.Re[3 * p]), T.Of(pass.Im[3 * p]));
            var (w2r, w2i) = (T.Of(pass.Re[(3 * p) + 1]), T.Of(pass.Im[(3 * p) + 1]));
            var (w3r, w3i) = (T.Of(pass.Re[(3 * p) + 2]), T.Of(pass.Im[(3 * p) + 2]));
            var (from, to) = (stride * p, stride * 4 * p);
            for (var q = 0; q < stride; q++)
            {
                var at = from + q;
                var (ar, ai, cr, ci) = (xr[at], xi[at], xr[at + (2 * leg)], xi[at + (2 * leg)]);
                var (br, bi, dr, di) = (xr[at + leg], xi[at + leg], xr[at + (3 * leg)], xi[at + (3 * leg)]);
                var (sumR, sumI, differenceR, differenceI) = (ar + cr, ai + ci, ar - cr, ai - ci);
                var (oddR, oddI, turnedR, turnedI) = (br + dr, bi + di, bi - di, dr - br);
                at = to + q;
                (yr[at], yi[at]) = (sumR + oddR, sumI + oddI);
                Turn(differenceR + turnedR, differenceI + turnedI, w1r, w1i, out yr[at + stride], out yi[at + stride]);
                Turn(sumR - oddR, sumI - oddI, w2r, w2i, out yr[at + (2 * stride)], out yi[at + (2 * stride)]);
                Turn(differenceR - turnedR, differenceI - turnedI, w3r, w3i, out yr[at + (3 * stride)], out yi[at + (3 * stride)]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Five<T>(FftPass pass, int stride, Span<T> xr, Span<T> xi, Span<T> yr, Span<T> yi)
        where T : unmanaged, ILanes<T>
    {
        var leg = stride * pass.Groups;
        var (c1, c2) = (T.Of(double.CosPi(2.0 / 5)), T.Of(double.CosPi(4.0 / 5)));
        var (s1, s2) = (T.Of(double.SinPi(2.0 / 5)), T.Of(double.SinPi(4.0 / 5)));
        for (var p = 0; p < pass.Groups; p++)
        {
            var (w1r, w1i, w2r, w2i) = (T.Of(pass.Re[4 * p]), T.Of(pass.Im[4 * p]), T.Of(pass.Re[(4 * p) + 1]), T.Of(pass.Im[(4 * p) + 1]));
            var (w3r, w3i, w4r, w4i) = (T.Of(pass.Re[(4 * p) + 2]), T.Of(pass.Im[(4 * p) + 2]), T.Of(pass.Re[(4 * p) + 3]), T.Of(pass.Im[(4 * p) + 3]));
            var (from, to) = (stride * p, stride * 5 * p);
            for (var q = 0; q < stride; q++)
            {
                var at = from + q;
                var (ar, ai) = (xr[at], xi[at]);
                var (sum1r, sum1i) = (xr[at + leg] + xr[at + (4 * leg)], xi[at + leg] + xi[at + (4 * leg)]);
                var (gap1r, gap1i) = (xr[at + leg] - xr[at + (4 * leg)], xi[at + leg] - xi[at + (4 * leg)]);
                var (sum2r, sum2i) = (xr[at + (2 * leg)] + xr[at + (3 * leg)], xi[at + (2 * leg)] + xi[at + (3 * leg)]);
                var (gap2r, gap2i) = (xr[at + (2 * leg)] - xr[at + (3 * leg)], xi[at + (2 * leg)] - xi[at + (3 * leg)]);
                var (m1r, m1i) = (ar + (c1 * sum1r) + (c2 * sum2r), ai + (c1 * sum1i) + (c2 * sum2i));
                var (m2r, m2i) = (ar + (c2 * sum1r) + (c1 * sum2r), ai + (c2 * sum1i) + (c1 * sum2i));
                var (n1r, n1i) = ((s1 * gap1r) + (s2 * gap2r), (s1 * gap1i) + (s2 * gap2i));
                var (n2r, n2i) = ((s2 * gap1r) - (s1 * gap2r), (s2 * gap1i) - (s1 * gap2i));
                at = to + q;
                (yr[at], yi[at]) = (ar + sum1r + sum2r, ai + sum1i + sum2i);
                Turn(m1r + n1i, m1i - n1r, w1r, w1i, out yr[at + stride], out yi[at + stride]);
                Turn(m2r + n2i, m2i - n2r, w2r, w2i, out yr[at + (2 * stride)], out yi[at + (2 * stride)]);
                Turn(m2r - n2i, m2i + n2r, w3r, w3i, out yr[at + (3 * stride)], out yi[at + (3 * stride)]);
                Turn(m1r - n1i, m1i + n1r, w4r, w4i, out yr[at + (4 * stride)], out yi[at + (4 * stride)]);
            }
        }
    }

    /// <summary>Any odd radix, straight from the definition, with the symmetry of legs j and radix − j used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Direct<T>(FftPass pass, int stride, Span<T> xr, Span<T> xi, Span<T> yr, Span<T> yi)
        where T : unmanaged, ILanes<T>
    {
        var (radix, leg, pairs) = (pass.Radix, stride * pass.Groups, pass.Radix / 2);
        Span<double> cos = stackalloc double[radix];
        Span<double> sin = stackalloc double[radix];
        for (var j = 0; j < radix; j++)
        {
            (sin[j], cos[j]) = double.SinCosPi(2.0 * j / radix);
        }

        for (var p = 0; p < pass.Groups; p++)
        {
            for (var q = 0; q < stride; q++)
            {
                var (from, to) = ((stride * p) + q, (stride * radix * p) + q);
                var (sumR, sumI) = (xr[from], xi[from]);
                for (var j = 1; j < radix; j++)
                {
                    (sumR, sumI) = (sumR + xr[from + (j * leg)], sumI + xi[from + (j * leg)]);
                }

                (yr[to], yi[to]) = (sumR, sumI);
                for (var k = 1; k <= pairs; k++)
                {
                    var (mr, mi, nr, ni) = (xr[from], xi[from], T.Of(0), T.Of(0));
                    for (var j = 1; j <= pairs; j++)
                    {
                        var (low, high) = (from + (j * leg), from + ((radix - j) * leg));
                        var (c, s) = (T.Of(cos[j * k % radix]), T.Of(sin[j * k % radix]));
                        (mr, mi) = (mr + (c * (xr[low] + xr[high])), mi + (c * (xi[low] + xi[high])));
                        (nr, ni) = (nr + (s * (xr[low] - xr[high])), ni + (s * (xi[low] - xi[high])));
                    }

                    var (first, last) = ((p * (radix - 1)) + k - 1, (p * (radix - 1)) + radix - k - 1);
                    Turn(mr + ni, mi - nr, T.Of(pass.Re[first]), T.Of(pass.Im[first]), out yr[to + (k * stride)], out yi[to + (k * stride)]);
                    Turn(mr - ni, mi + nr, T.Of(pass.Re[last]), T.Of(pass.Im[last]), out yr[to + ((radix - k) * stride)], out yi[to + ((radix - k) * stride)]);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn<T>(T re, T im, T wr, T wi, out T outRe, out T outIm)
        where T : unmanaged, ILanes<T>
        => (outRe, outIm) = ((re * wr) - (im * wi), (re * wi) + (im * wr));
}
