using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>
/// The transform of eight real frames in the very order of operations of FFTPACK, without fused multiplications. Where a program's own
/// rounding shows in its results, as that of single precision does in quiet mel bands, this one rounds alike; else <see cref="BatchFft"/> serves.
/// Source: Swarztrauber, Vectorizing the FFTs, 1982; the order of passes is that of pocketfft.
/// </summary>
internal sealed class FftPackTransform
{
    private const int Lanes = BatchFft.Lanes;
    private static readonly ConcurrentDictionary<int, FftPackTransform> Plans = new();

    // Pass after pass as they run: the radix, and cosine and sine for each leg but the first.
    private readonly (int Radix, float[] Twiddles)[] _passes;

    private FftPackTransform(int length)
    {
        Length = length;
        var radices = Enumerable.Repeat(4, int.Log2(length) / 2).ToList();
        if (int.Log2(length) % 2 == 1)
        {
            radices.Insert(0, 2);
        }

        var passes = new List<(int, float[])>();
        var blocks = 1;
        foreach (var radix in radices)
        {
            passes.Add((radix, TwiddlesOf(length, radix, blocks)));
            blocks *= radix;
        }

        passes.Reverse();
        _passes = [.. passes];
    }

    public int Length { get; }

    public int Bins => (Length / 2) + 1;

    /// <summary>The plan for a power of two.</summary>
    public static FftPackTransform Of(int length)
    {
        if (length < 4 || !int.IsPow2(length))
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "This transform takes powers of two from 4 on.");
        }

        return Plans.GetOrAdd(length, static length => new FftPackTransform(length));
    }

    /// <summary>|X[k]|² for k from 0 to N/2 of each frame.</summary>
    /// <param name="frames">N samples of eight frames, side by side; overwritten.</param>
    /// <param name="work">As much room.</param>
    /// <param name="power">Receives <see cref="Bins"/> values of eight frames.</param>
    public void Power(Span<float> frames, Span<float> work, Span<float> power)
    {
        var from = MemoryMarshal.Cast<float, Vector256<float>>(frames[..(Length * Lanes)]);
        var to = MemoryMarshal.Cast<float, Vector256<float>>(work[..(Length * Lanes)]);
        var (blocks, span) = (Length, 1);
        foreach (var (radix, twiddles) in _passes)
        {
            blocks /= radix;
            if (radix == 4)
            {
                Four(from, to, span, blocks, twiddles);
            }
            else
            {
                Two(from, to, span, blocks, twiddles);
            }

            span *= radix;
            var swap = from;
            from = to;
            to = swap;
        }

        Square(from, MemoryMarshal.Cast<float, Vector256<float>>(power[..(Bins * Lanes)]));
    }

    /// <summary>Real and imaginary parts stand in pairs, after the real value of bin 0 and before that of the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Square(ReadOnlySpan<Vector256<float>> parts, Span<Vector256<float>> power)
    {
        power[0] = parts[0] * parts[0];
        for (var bin = 1; bin < power.Length - 1; bin++)
        {
            var (re, im) = (parts[(2 * bin) - 1], parts[2 * bin]);
            power[bin] = (re * re) + (im * im);
        }

        power[^1] = parts[^1] * parts[^1];
    }

    /// <summary>Joins four half spectra of <paramref name="span"/> values to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(ReadOnlySpan<Vector256<float>> from, Span<Vector256<float>> to, int span, int blocks, float[] twiddles)
    {
        var leg = span * blocks;
        var half = Vector256.Create(0.70710678f);
        for (var block = 0; block < blocks; block++)
        {
            var source = from[(block * span)..];
            var target = to[(4 * block * span)..];
            var (odd, even) = (source[3 * leg] + source[leg], source[0] + source[2 * leg]);
            target[2 * span] = source[3 * leg] - source[leg];
            target[(2 * span) - 1] = source[0] - source[2 * leg];
            target[0] = even + odd;
            target[(4 * span) - 1] = even - odd;
            if (span == 1)
            {
                continue;
            }

            for (var i = 2; i < span; i += 2)
            {
                var w = twiddles.AsSpan(3 * (i - 2), 6);
                Turn(source[leg + i - 1], source[leg + i], w[0], w[1], out var r2, out var i2);
                Turn(source[(2 * leg) + i - 1], source[(2 * leg) + i], w[2], w[3], out var r3, out var i3);
                Turn(source[(3 * leg) + i - 1], source[(3 * leg) + i], w[4], w[5], out var r4, out var i4);
                var (sumR, gapR) = (r4 + r2, r4 - r2);
                var (sumI, gapI) = (i2 + i4, i2 - i4);
                var (baseR, restR) = (source[i - 1] + r3, source[i - 1] - r3);
                var (baseI, restI) = (source[i] + i3, source[i] - i3);
                var mirror = span - i;
                target[i - 1] = baseR + sumR;
                target[(3 * span) + mirror - 1] = baseR - sumR;
                target[i] = sumI + baseI;
                target[(3 * span) + mirror] = sumI - baseI;
                target[(2 * span) + i - 1] = restR + gapI;
                target[span + mirror - 1] = restR - gapI;
                target[(2 * span) + i] = gapR + restI;
                target[span + mirror] = gapR - restI;
            }

            var last = span - 1;
            var (turnI, turnR) = (-half * (source[leg + last] + source[(3 * leg) + last]), half * (source[leg + last] - source[(3 * leg) + last]));
            target[last] = source[last] + turnR;
            target[(2 * span) + last] = source[last] - turnR;
            target[3 * span] = turnI + source[(2 * leg) + last];
            target[span] = turnI - source[(2 * leg) + last];
        }
    }

    /// <summary>Joins two half spectra of <paramref name="span"/> values to one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(ReadOnlySpan<Vector256<float>> from, Span<Vector256<float>> to, int span, int blocks, float[] twiddles)
    {
        var leg = span * blocks;
        for (var block = 0; block < blocks; block++)
        {
            var source = from[(block * span)..];
            var target = to[(2 * block * span)..];
            target[0] = source[0] + source[leg];
            target[(2 * span) - 1] = source[0] - source[leg];
            if (span == 1)
            {
                continue;
            }

            target[span] = -source[leg + span - 1];
            target[span - 1] = source[span - 1];
            for (var i = 2; i < span; i += 2)
            {
                Turn(source[leg + i - 1], source[leg + i], twiddles[i - 2], twiddles[i - 1], out var re, out var im);
                var mirror = span - i;
                target[i - 1] = source[i - 1] + re;
                target[span + mirror - 1] = source[i - 1] - re;
                target[i] = im + source[i];
                target[span + mirror] = im - source[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(Vector256<float> re, Vector256<float> im, float cos, float sin, out Vector256<float> turnedRe, out Vector256<float> turnedIm)
    {
        var (c, s) = (Vector256.Create(cos), Vector256.Create(sin));
        (turnedRe, turnedIm) = ((c * re) + (s * im), (c * im) - (s * re));
    }

    private static float[] TwiddlesOf(int length, int radix, int blocks)
    {
        var pairs = ((length / (blocks * radix)) - 1) / 2;
        var twiddles = new float[2 * pairs * (radix - 1)];
        for (var i = 1; i <= pairs; i++)
        {
            for (var leg = 1; leg < radix; leg++)
            {
                var (cos, sin) = Twiddle.Root((long)leg * blocks * i, length);
                var at = 2 * (((i - 1) * (radix - 1)) + leg - 1);
                (twiddles[at], twiddles[at + 1]) = ((float)cos, (float)-sin);
            }
        }

        return twiddles;
    }
}
