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
        => Power(new Stored(ref Vectors(frames, Length)), work, frames, power);

    /// <summary>|X[k]|² for k from 0 to N/2 of each frame.</summary>
    /// <param name="source">N samples of each frame; read once, before anything is written to <paramref name="spare"/>.</param>
    /// <param name="work">Room for N values of each frame.</param>
    /// <param name="spare">As much room, which may be where the source's samples stand.</param>
    /// <param name="power">Receives <see cref="Bins"/> values of each frame.</param>
    public void Power<TSource>(TSource source, Span<T> work, Span<T> spare, Span<T> power)
        where TSource : struct, ILaneSource<T>, allows ref struct
    {
        ref var from = ref Vectors(work, Length);
        ref var to = ref Vectors(spare, Length);
        ref var result = ref Vectors(power, Bins);
        First(source, ref from, Length / 4);
        nint span = 4;
        for (var pass = 1; pass < _passes.Length; pass++)
        {
            if (_passes[pass].Radix == 2)
            {
                LastTwo(ref from, ref result, span, _passes[pass].Twiddles);
                return;
            }

            Four(ref from, ref to, span, Length / (4 * span), _passes[pass].Twiddles);
            span *= 4;
            ref var swap = ref from;
            from = ref to;
            to = ref swap;
        }

        Square(ref from, ref result, Bins);
    }

    /// <summary>Real and imaginary parts stand in pairs, after the real value of bin 0 and before that of the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Square(ref Vector256<T> parts, ref Vector256<T> power, nint bins)
    {
        power = parts * parts;
        for (nint bin = 1; bin < bins - 1; bin++)
        {
            Unsafe.Add(ref power, bin) = Square(Unsafe.Add(ref parts, (2 * bin) - 1), Unsafe.Add(ref parts, 2 * bin));
        }

        ref var last = ref Unsafe.Add(ref parts, (2 * bins) - 3);
        Unsafe.Add(ref power, bins - 1) = last * last;
    }

    /// <summary>Joins four samples to a spectrum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void First<TSource>(TSource source, ref Vector256<T> to, nint leg)
        where TSource : struct, ILaneSource<T>, allows ref struct
    {
        for (nint n = 0; n < leg; n++, to = ref Unsafe.Add(ref to, 4))
        {
            var (a, b, c, d) = (source.At(n), source.At(n + leg), source.At(n + (2 * leg)), source.At(n + (3 * leg)));
            var (odd, even) = (d + b, a + c);
            to = even + odd;
            Unsafe.Add(ref to, 1) = a - c;
            Unsafe.Add(ref to, 2) = d - b;
            Unsafe.Add(ref to, 3) = even - odd;
        }
    }

    /// <summary>Joins four half spectra of <paramref name="span"/> values to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(ref Vector256<T> from, ref Vector256<T> to, nint span, nint blocks, T[] twiddles)
    {
        var leg = span * blocks;
        var half = Vector256.Create(T.CreateChecked(0.70710678118654752440));
        for (nint block = 0; block < blocks; block++)
        {
            ref var a = ref Unsafe.Add(ref from, block * span);
            ref var b = ref Unsafe.Add(ref a, leg);
            ref var c = ref Unsafe.Add(ref b, leg);
            ref var d = ref Unsafe.Add(ref c, leg);
            ref var w = ref Unsafe.Add(ref to, 4 * block * span);
            ref var y = ref Unsafe.Add(ref w, 2 * span);

            // Two of the legs are filled from their ends on.
            ref var x = ref Unsafe.Add(ref w, (2 * span) - 1);
            ref var z = ref Unsafe.Add(ref y, (2 * span) - 1);
            var (odd, even) = (d + b, a + c);
            y = d - b;
            x = a - c;
            w = even + odd;
            z = even - odd;
            ref var twiddle = ref MemoryMarshal.GetArrayDataReference(twiddles);
            for (var pairs = (span / 2) - 1; pairs > 0; pairs--)
            {
                x = ref Unsafe.Subtract(ref x, 2);
                z = ref Unsafe.Subtract(ref z, 2);
                Turn(ref b, ref twiddle, out var r2, out var i2);
                Turn(ref c, ref Unsafe.Add(ref twiddle, 2), out var r3, out var i3);
                Turn(ref d, ref Unsafe.Add(ref twiddle, 4), out var r4, out var i4);
                var (sumR, gapR, sumI, gapI) = (r4 + r2, r4 - r2, i2 + i4, i2 - i4);
                var (re, im) = (Unsafe.Add(ref a, 1), Unsafe.Add(ref a, 2));
                var (baseR, restR, baseI, restI) = (re + r3, re - r3, im + i3, im - i3);
                (Unsafe.Add(ref w, 1), z) = (baseR + sumR, baseR - sumR);
                (Unsafe.Add(ref w, 2), Unsafe.Add(ref z, 1)) = (sumI + baseI, sumI - baseI);
                (Unsafe.Add(ref y, 1), x) = (restR + gapI, restR - gapI);
                (Unsafe.Add(ref y, 2), Unsafe.Add(ref x, 1)) = (gapR + restI, gapR - restI);
                a = ref Unsafe.Add(ref a, 2);
                b = ref Unsafe.Add(ref b, 2);
                c = ref Unsafe.Add(ref c, 2);
                d = ref Unsafe.Add(ref d, 2);
                w = ref Unsafe.Add(ref w, 2);
                y = ref Unsafe.Add(ref y, 2);
                twiddle = ref Unsafe.Add(ref twiddle, 6);
            }

            var (lastA, lastB, lastC, lastD) = (Unsafe.Add(ref a, 1), Unsafe.Add(ref b, 1), Unsafe.Add(ref c, 1), Unsafe.Add(ref d, 1));
            var (turnI, turnR) = (-half * (lastB + lastD), half * (lastB - lastD));
            (Unsafe.Add(ref w, 1), Unsafe.Add(ref y, 1)) = (lastA + turnR, lastA - turnR);
            (Unsafe.Subtract(ref z, 1), Unsafe.Subtract(ref x, 1)) = (turnI + lastC, turnI - lastC);
        }
    }

    /// <summary>Joins two half spectra of <paramref name="span"/> values to one, of which only the squares are kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LastTwo(ref Vector256<T> a, ref Vector256<T> power, nint span, T[] twiddles)
    {
        ref var b = ref Unsafe.Add(ref a, span);
        ref var high = ref Unsafe.Add(ref power, span);
        var (sum, gap) = (a + b, a - b);
        (power, high) = (sum * sum, gap * gap);
        ref var twiddle = ref MemoryMarshal.GetArrayDataReference(twiddles);
        for (var pairs = (span / 2) - 1; pairs > 0; pairs--)
        {
            power = ref Unsafe.Add(ref power, 1);
            high = ref Unsafe.Subtract(ref high, 1);
            Turn(ref b, ref twiddle, out var turnedRe, out var turnedIm);
            var (re, im) = (Unsafe.Add(ref a, 1), Unsafe.Add(ref a, 2));
            (power, high) = (Square(re + turnedRe, turnedIm + im), Square(re - turnedRe, turnedIm - im));
            a = ref Unsafe.Add(ref a, 2);
            b = ref Unsafe.Add(ref b, 2);
            twiddle = ref Unsafe.Add(ref twiddle, 2);
        }

        Unsafe.Add(ref power, 1) = Square(Unsafe.Add(ref a, 1), Unsafe.Add(ref b, 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Square(Vector256<T> re, Vector256<T> im) => (re * re) + (im * im);

    /// <summary>Turns the value whose real part stands after <paramref name="before"/>, and the imaginary part after that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(ref Vector256<T> before, ref T cos, out Vector256<T> turnedRe, out Vector256<T> turnedIm)
    {
        var (c, s, re, im) = (Vector256.Create(cos), Vector256.Create(Unsafe.Add(ref cos, 1)), Unsafe.Add(ref before, 1), Unsafe.Add(ref before, 2));
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

    private readonly ref struct Stored(ref Vector256<T> first) : ILaneSource<T>
    {
        private readonly ref Vector256<T> _first = ref first;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> At(nint n) => Unsafe.Add(ref _first, n);
    }
}
