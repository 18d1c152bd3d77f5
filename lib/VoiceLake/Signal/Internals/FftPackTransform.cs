using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>
/// The transform of real frames in the very order of operations of FFTPACK, without fused multiplications, a SIMD lane each: eight frames in
/// single precision, four in double. Where a program's own rounding shows in its results, as that of single precision does in quiet mel
/// bands, this one rounds alike; else <see cref="BatchFft"/> serves.
/// Source: Swarztrauber, Vectorizing the FFTs, 1982; the order of passes is that of pocketfft.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class FftPackTransform<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly ConcurrentDictionary<int, FftPackTransform<T>> Plans = new();

    // Pass after pass as they run: the radix, and cosine and sine for each leg but the first.
    private readonly (int Radix, T[] Twiddles)[] _passes;

    private FftPackTransform(int length)
    {
        Length = length;
        var radices = Enumerable.Repeat(4, int.Log2(length) / 2).ToList();
        if (int.Log2(length) % 2 == 1)
        {
            radices.Insert(0, 2);
        }

        var passes = new List<(int, T[])>();
        var blocks = 1;
        foreach (var radix in radices)
        {
            passes.Add((radix, TwiddlesOf(length, radix, blocks)));
            blocks *= radix;
        }

        passes.Reverse();
        _passes = [.. passes];
    }

    /// <summary>Frames at once.</summary>
    public static int Lanes => Vector256<T>.Count;

    public int Length { get; }

    public int Bins => (Length / 2) + 1;

    /// <summary>The plan for a power of two.</summary>
    public static FftPackTransform<T> Of(int length)
    {
        if (length < 4 || !int.IsPow2(length))
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "This transform takes powers of two from 4 on.");
        }

        return Plans.GetOrAdd(length, static length => new FftPackTransform<T>(length));
    }

    /// <summary>|X[k]|² for k from 0 to N/2 of each frame.</summary>
    /// <param name="frames">N samples of each frame, side by side; overwritten.</param>
    /// <param name="work">As much room.</param>
    /// <param name="power">Receives <see cref="Bins"/> values of each frame.</param>
    public void Power(Span<T> frames, Span<T> work, Span<T> power)
    {
        ref var from = ref Vectors(frames, Length);
        ref var to = ref Vectors(work, Length);
        var (blocks, span) = (Length, 1);
        foreach (var (radix, twiddles) in _passes)
        {
            blocks /= radix;
            if (radix == 4)
            {
                Four(ref from, ref to, span, blocks, twiddles);
            }
            else
            {
                Two(ref from, ref to, span, blocks, twiddles);
            }

            span *= radix;
            ref var swap = ref from;
            from = ref to;
            to = ref swap;
        }

        Square(ref from, ref Vectors(power, Bins), Bins);
    }

    /// <summary>Real and imaginary parts stand in pairs, after the real value of bin 0 and before that of the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Square(ref Vector256<T> parts, ref Vector256<T> power, int bins)
    {
        power = parts * parts;
        for (var bin = 1; bin < bins - 1; bin++)
        {
            var (re, im) = (Unsafe.Add(ref parts, (2 * bin) - 1), Unsafe.Add(ref parts, 2 * bin));
            Unsafe.Add(ref power, bin) = (re * re) + (im * im);
        }

        ref var last = ref Unsafe.Add(ref parts, (2 * bins) - 3);
        Unsafe.Add(ref power, bins - 1) = last * last;
    }

    /// <summary>Joins four half spectra of <paramref name="span"/> values to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(ref Vector256<T> from, ref Vector256<T> to, int span, int blocks, T[] twiddles)
    {
        var leg = span * blocks;
        var half = Vector256.Create(T.CreateChecked(0.70710678118654752440));
        for (var block = 0; block < blocks; block++)
        {
            ref var a = ref Unsafe.Add(ref from, block * span);
            ref var b = ref Unsafe.Add(ref a, leg);
            ref var c = ref Unsafe.Add(ref b, leg);
            ref var d = ref Unsafe.Add(ref c, leg);
            ref var w = ref Unsafe.Add(ref to, 4 * block * span);
            ref var x = ref Unsafe.Add(ref w, span);
            ref var y = ref Unsafe.Add(ref x, span);
            ref var z = ref Unsafe.Add(ref y, span);
            var (odd, even) = (d + b, a + c);
            y = d - b;
            Unsafe.Add(ref x, span - 1) = a - c;
            w = even + odd;
            Unsafe.Add(ref z, span - 1) = even - odd;
            if (span == 1)
            {
                continue;
            }

            ref var twiddle = ref MemoryMarshal.GetArrayDataReference(twiddles);
            for (var i = 2; i < span; i += 2)
            {
                var mirror = span - i;
                Turn(ref Unsafe.Add(ref b, i), ref Unsafe.Add(ref twiddle, 0), out var r2, out var i2);
                Turn(ref Unsafe.Add(ref c, i), ref Unsafe.Add(ref twiddle, 2), out var r3, out var i3);
                Turn(ref Unsafe.Add(ref d, i), ref Unsafe.Add(ref twiddle, 4), out var r4, out var i4);
                twiddle = ref Unsafe.Add(ref twiddle, 6);
                var (sumR, gapR, sumI, gapI) = (r4 + r2, r4 - r2, i2 + i4, i2 - i4);
                var (re, im) = (Unsafe.Add(ref a, i - 1), Unsafe.Add(ref a, i));
                var (baseR, restR, baseI, restI) = (re + r3, re - r3, im + i3, im - i3);
                (Unsafe.Add(ref w, i - 1), Unsafe.Add(ref z, mirror - 1)) = (baseR + sumR, baseR - sumR);
                (Unsafe.Add(ref w, i), Unsafe.Add(ref z, mirror)) = (sumI + baseI, sumI - baseI);
                (Unsafe.Add(ref y, i - 1), Unsafe.Add(ref x, mirror - 1)) = (restR + gapI, restR - gapI);
                (Unsafe.Add(ref y, i), Unsafe.Add(ref x, mirror)) = (gapR + restI, gapR - restI);
            }

            var (lastA, lastB, lastC, lastD) = (Unsafe.Add(ref a, span - 1), Unsafe.Add(ref b, span - 1), Unsafe.Add(ref c, span - 1), Unsafe.Add(ref d, span - 1));
            var (turnI, turnR) = (-half * (lastB + lastD), half * (lastB - lastD));
            (Unsafe.Add(ref w, span - 1), Unsafe.Add(ref y, span - 1)) = (lastA + turnR, lastA - turnR);
            (z, x) = (turnI + lastC, turnI - lastC);
        }
    }

    /// <summary>Joins two half spectra of <paramref name="span"/> values to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(ref Vector256<T> from, ref Vector256<T> to, int span, int blocks, T[] twiddles)
    {
        var leg = span * blocks;
        for (var block = 0; block < blocks; block++)
        {
            ref var a = ref Unsafe.Add(ref from, block * span);
            ref var b = ref Unsafe.Add(ref a, leg);
            ref var w = ref Unsafe.Add(ref to, 2 * block * span);
            ref var x = ref Unsafe.Add(ref w, span);
            (w, Unsafe.Add(ref x, span - 1)) = (a + b, a - b);
            if (span == 1)
            {
                continue;
            }

            (x, Unsafe.Add(ref w, span - 1)) = (-Unsafe.Add(ref b, span - 1), Unsafe.Add(ref a, span - 1));
            ref var twiddle = ref MemoryMarshal.GetArrayDataReference(twiddles);
            for (var i = 2; i < span; i += 2)
            {
                var mirror = span - i;
                Turn(ref Unsafe.Add(ref b, i), ref twiddle, out var turnedRe, out var turnedIm);
                twiddle = ref Unsafe.Add(ref twiddle, 2);
                var (re, im) = (Unsafe.Add(ref a, i - 1), Unsafe.Add(ref a, i));
                (Unsafe.Add(ref w, i - 1), Unsafe.Add(ref x, mirror - 1)) = (re + turnedRe, re - turnedRe);
                (Unsafe.Add(ref w, i), Unsafe.Add(ref x, mirror)) = (turnedIm + im, turnedIm - im);
            }
        }
    }

    /// <summary>Turns the value whose imaginary part is at <paramref name="im"/> and whose real part stands before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(ref Vector256<T> im, ref T cos, out Vector256<T> turnedRe, out Vector256<T> turnedIm)
    {
        var (c, s, re) = (Vector256.Create(cos), Vector256.Create(Unsafe.Add(ref cos, 1)), Unsafe.Subtract(ref im, 1));
        (turnedRe, turnedIm) = ((c * re) + (s * im), (c * im) - (s * re));
    }

    private static ref Vector256<T> Vectors(Span<T> values, int length) => ref MemoryMarshal.Cast<T, Vector256<T>>(values)[..length][0];

    private static T[] TwiddlesOf(int length, int radix, int blocks)
    {
        var pairs = ((length / (blocks * radix)) - 1) / 2;
        var twiddles = new T[2 * pairs * (radix - 1)];
        for (var i = 1; i <= pairs; i++)
        {
            for (var leg = 1; leg < radix; leg++)
            {
                var (cos, sin) = Twiddle.Root((long)leg * blocks * i, length);
                var at = 2 * (((i - 1) * (radix - 1)) + leg - 1);
                (twiddles[at], twiddles[at + 1]) = (T.CreateChecked(cos), T.CreateChecked(-sin));
            }
        }

        return twiddles;
    }
}
