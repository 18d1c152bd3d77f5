using System.Runtime.CompilerServices;

namespace VoiceLake.Signal.Internals;

/// <summary>
/// The passes of the transform. In each, group p and offset q read legs at q + stride·(p + groups·leg)
/// and write at q + stride·(radix·p + leg), the output leg turned by its twiddle. Places are counted in bytes.
/// </summary>
internal static class Butterflies
{
    /// <summary>One pass over a whole transform of <paramref name="stride"/> · groups · radix values.</summary>
    public static void Run<T>(FftPass pass, int stride, ref T xr, ref T xi, ref T yr, ref T yi)
        where T : unmanaged, ILanes<T>
    {
        switch (pass.Radix)
        {
            case 2: Two(pass, stride, ref xr, ref xi, ref yr, ref yi); break;
            case 3: Three(pass, stride, ref xr, ref xi, ref yr, ref yi); break;
            case 4: Four(pass, stride, ref xr, ref xi, ref yr, ref yi); break;
            case 5: Five(pass, stride, ref xr, ref xi, ref yr, ref yi); break;
            default: Direct(pass, stride, ref xr, ref xi, ref yr, ref yi); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<T>(FftPass pass, int stride, ref T xr, ref T xi, ref T yr, ref T yi)
        where T : unmanaged, ILanes<T>
    {
        nint size = Unsafe.SizeOf<T>();
        var (step, leg) = (stride * size, stride * pass.Groups * size);
        for (var p = 0; p < pass.Groups; p++)
        {
            var (wr, wi) = (T.Of(pass.Re[p]), T.Of(pass.Im[p]));
            var (from, to) = (step * p, step * 2 * p);
            for (var q = 0; q < stride; q++, from += size, to += size)
            {
                var (ar, ai) = (At(ref xr, from), At(ref xi, from));
                var (br, bi) = (At(ref xr, from + leg), At(ref xi, from + leg));
                At(ref yr, to) = ar + br;
                At(ref yi, to) = ai + bi;
                Turn(ar - br, ai - bi, wr, wi, out At(ref yr, to + step), out At(ref yi, to + step));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three<T>(FftPass pass, int stride, ref T xr, ref T xi, ref T yr, ref T yi)
        where T : unmanaged, ILanes<T>
    {
        nint size = Unsafe.SizeOf<T>();
        var (step, leg) = (stride * size, stride * pass.Groups * size);
        var (half, sine) = (T.Of(-0.5), T.Of(double.SinPi(2.0 / 3)));
        for (var p = 0; p < pass.Groups; p++)
        {
            var (w1r, w1i, w2r, w2i) = (T.Of(pass.Re[2 * p]), T.Of(pass.Im[2 * p]), T.Of(pass.Re[(2 * p) + 1]), T.Of(pass.Im[(2 * p) + 1]));
            var (from, to) = (step * p, step * 3 * p);
            for (var q = 0; q < stride; q++, from += size, to += size)
            {
                var (ar, ai) = (At(ref xr, from), At(ref xi, from));
                var (br, bi) = (At(ref xr, from + leg), At(ref xi, from + leg));
                var (cr, ci) = (At(ref xr, from + (2 * leg)), At(ref xi, from + (2 * leg)));
                var (sr, si) = (br + cr, bi + ci);
                var (dr, di) = ((br - cr) * sine, (bi - ci) * sine);
                var (mr, mi) = (T.MultiplyAdd(half, sr, ar), T.MultiplyAdd(half, si, ai));
                At(ref yr, to) = ar + sr;
                At(ref yi, to) = ai + si;
                Turn(mr + di, mi - dr, w1r, w1i, out At(ref yr, to + step), out At(ref yi, to + step));
                Turn(mr - di, mi + dr, w2r, w2i, out At(ref yr, to + (2 * step)), out At(ref yi, to + (2 * step)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<T>(FftPass pass, int stride, ref T xr, ref T xi, ref T yr, ref T yi)
        where T : unmanaged, ILanes<T>
    {
        nint size = Unsafe.SizeOf<T>();
        var (step, leg) = (stride * size, stride * pass.Groups * size);
        for (var p = 0; p < pass.Groups; p++)
        {
            var (w1r, w1i) = (T.Of(pass.Re[3 * p]), T.Of(pass.Im[3 * p]));
            var (w2r, w2i) = (T.Of(pass.Re[(3 * p) + 1]), T.Of(pass.Im[(3 * p) + 1]));
            var (w3r, w3i) = (T.Of(pass.Re[(3 * p) + 2]), T.Of(pass.Im[(3 * p) + 2]));
            var (from, to) = (step * p, step * 4 * p);
            for (var q = 0; q < stride; q++, from += size, to += size)
            {
                var (ar, ai) = (At(ref xr, from), At(ref xi, from));
                var (br, bi) = (At(ref xr, from + leg), At(ref xi, from + leg));
                var (cr, ci) = (At(ref xr, from + (2 * leg)), At(ref xi, from + (2 * leg)));
                var (dr, di) = (At(ref xr, from + (3 * leg)), At(ref xi, from + (3 * leg)));
                var (sumR, sumI, differenceR, differenceI) = (ar + cr, ai + ci, ar - cr, ai - ci);
                var (oddR, oddI, turnedR, turnedI) = (br + dr, bi + di, bi - di, dr - br);
                At(ref yr, to) = sumR + oddR;
                At(ref yi, to) = sumI + oddI;
                Turn(differenceR + turnedR, differenceI + turnedI, w1r, w1i, out At(ref yr, to + step), out At(ref yi, to + step));
                Turn(sumR - oddR, sumI - oddI, w2r, w2i, out At(ref yr, to + (2 * step)), out At(ref yi, to + (2 * step)));
                Turn(differenceR - turnedR, differenceI - turnedI, w3r, w3i, out At(ref yr, to + (3 * step)), out At(ref yi, to + (3 * step)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Five<T>(FftPass pass, int stride, ref T xr, ref T xi, ref T yr, ref T yi)
        where T : unmanaged, ILanes<T>
    {
        nint size = Unsafe.SizeOf<T>();
        var (step, leg) = (stride * size, stride * pass.Groups * size);
        var (c1, c2) = (T.Of(double.CosPi(2.0 / 5)), T.Of(double.CosPi(4.0 / 5)));
        var (s1, s2) = (T.Of(double.SinPi(2.0 / 5)), T.Of(double.SinPi(4.0 / 5)));
        for (var p = 0; p < pass.Groups; p++)
        {
            var (w1r, w1i, w2r, w2i) = (T.Of(pass.Re[4 * p]), T.Of(pass.Im[4 * p]), T.Of(pass.Re[(4 * p) + 1]), T.Of(pass.Im[(4 * p) + 1]));
            var (w3r, w3i, w4r, w4i) = (T.Of(pass.Re[(4 * p) + 2]), T.Of(pass.Im[(4 * p) + 2]), T.Of(pass.Re[(4 * p) + 3]), T.Of(pass.Im[(4 * p) + 3]));
            var (from, to) = (step * p, step * 5 * p);
            for (var q = 0; q < stride; q++, from += size, to += size)
            {
                var (ar, ai) = (At(ref xr, from), At(ref xi, from));
                var (br, bi) = (At(ref xr, from + leg), At(ref xi, from + leg));
                var (cr, ci) = (At(ref xr, from + (2 * leg)), At(ref xi, from + (2 * leg)));
                var (dr, di) = (At(ref xr, from + (3 * leg)), At(ref xi, from + (3 * leg)));
                var (er, ei) = (At(ref xr, from + (4 * leg)), At(ref xi, from + (4 * leg)));
                var (sum1R, sum1I, gap1R, gap1I) = (br + er, bi + ei, br - er, bi - ei);
                var (sum2R, sum2I, gap2R, gap2I) = (cr + dr, ci + di, cr - dr, ci - di);
                var (m1r, m1i) = (T.MultiplyAdd(c2, sum2R, T.MultiplyAdd(c1, sum1R, ar)), T.MultiplyAdd(c2, sum2I, T.MultiplyAdd(c1, sum1I, ai)));
                var (m2r, m2i) = (T.MultiplyAdd(c1, sum2R, T.MultiplyAdd(c2, sum1R, ar)), T.MultiplyAdd(c1, sum2I, T.MultiplyAdd(c2, sum1I, ai)));
                var (n1r, n1i) = (T.MultiplyAdd(s1, gap1R, s2 * gap2R), T.MultiplyAdd(s1, gap1I, s2 * gap2I));
                var (n2r, n2i) = (T.MultiplySubtract(s2, gap1R, s1 * gap2R), T.MultiplySubtract(s2, gap1I, s1 * gap2I));
                At(ref yr, to) = ar + sum1R + sum2R;
                At(ref yi, to) = ai + sum1I + sum2I;
                Turn(m1r + n1i, m1i - n1r, w1r, w1i, out At(ref yr, to + step), out At(ref yi, to + step));
                Turn(m2r + n2i, m2i - n2r, w2r, w2i, out At(ref yr, to + (2 * step)), out At(ref yi, to + (2 * step)));
                Turn(m2r - n2i, m2i + n2r, w3r, w3i, out At(ref yr, to + (3 * step)), out At(ref yi, to + (3 * step)));
                Turn(m1r - n1i, m1i + n1r, w4r, w4i, out At(ref yr, to + (4 * step)), out At(ref yi, to + (4 * step)));
            }
        }
    }

    /// <summary>Any odd radix, straight from the definition, with the symmetry of legs j and radix − j used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Direct<T>(FftPass pass, int stride, ref T xr, ref T xi, ref T yr, ref T yi)
        where T : unmanaged, ILanes<T>
    {
        nint size = Unsafe.SizeOf<T>();
        var (radix, step, leg, pairs) = (pass.Radix, stride * size, stride * pass.Groups * size, pass.Radix / 2);
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
                var (from, to) = ((step * p) + (q * size), (step * radix * p) + (q * size));
                var (sumR, sumI) = (At(ref xr, from), At(ref xi, from));
                for (var j = 1; j < radix; j++)
                {
                    (sumR, sumI) = (sumR + At(ref xr, from + (j * leg)), sumI + At(ref xi, from + (j * leg)));
                }

                At(ref yr, to) = sumR;
                At(ref yi, to) = sumI;
                for (var k = 1; k <= pairs; k++)
                {
                    var (mr, mi, nr, ni) = (At(ref xr, from), At(ref xi, from), T.Of(0), T.Of(0));
                    for (var j = 1; j <= pairs; j++)
                    {
                        var (low, high) = (from + (j * leg), from + ((radix - j) * leg));
                        var (c, s) = (T.Of(cos[j * k % radix]), T.Of(sin[j * k % radix]));
                        mr = T.MultiplyAdd(c, At(ref xr, low) + At(ref xr, high), mr);
                        mi = T.MultiplyAdd(c, At(ref xi, low) + At(ref xi, high), mi);
                        nr = T.MultiplyAdd(s, At(ref xr, low) - At(ref xr, high), nr);
                        ni = T.MultiplyAdd(s, At(ref xi, low) - At(ref xi, high), ni);
                    }

                    var (first, last) = ((p * (radix - 1)) + k - 1, (p * (radix - 1)) + radix - k - 1);
                    var (near, far) = (to + (k * step), to + ((radix - k) * step));
                    Turn(mr + ni, mi - nr, T.Of(pass.Re[first]), T.Of(pass.Im[first]), out At(ref yr, near), out At(ref yi, near));
                    Turn(mr - ni, mi + nr, T.Of(pass.Re[last]), T.Of(pass.Im[last]), out At(ref yr, far), out At(ref yi, far));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(ref T values, nint offset) => ref Unsafe.AddByteOffset(ref values, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn<T>(T re, T im, T wr, T wi, out T outRe, out T outIm)
        where T : unmanaged, ILanes<T>
        => (outRe, outIm) = (T.MultiplySubtract(re, wr, im * wi), T.MultiplyAdd(re, wi, im * wr));
}
