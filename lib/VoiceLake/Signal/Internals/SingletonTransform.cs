using System.Buffers;
using System.Collections.Concurrent;

namespace VoiceLake.Signal.Internals;

/// <summary>
/// The complex transform of R, operation by operation, for powers of two from 16 on: where two values of a spectrum are equal but for
/// rounding, it says which of them R finds the larger.
/// </summary>
/// <remarks>
/// Singleton, An algorithm for computing the mixed radix fast Fourier transform, IEEE Transactions on Audio and Electroacoustics 17, 1969:
/// square factors of four outside, twos between them, rotations by a recurrence that begins anew every 32 steps. Slower than
/// <see cref="Fft"/>: for the few frames that need it. Immutable: threads share it.
/// </remarks>
internal sealed class SingletonTransform
{
    private const int StepsOfRecurrence = 32;
    private static readonly ConcurrentDictionary<int, SingletonTransform> Plans = new();
    private readonly int[] _factors;
    private readonly int[] _bins;

    private SingletonTransform(int length)
    {
        (Length, _factors) = (length, Factor(length));
        _bins = new int[length];
        for (var at = 0; at < length; at++)
        {
            var (rest, span, weight) = (at, length, 1);
            foreach (var factor in _factors)
            {
                span /= factor;
                _bins[at] += rest / span * weight;
                rest %= span;
                weight *= factor;
            }
        }
    }

    public int Length { get; }

    public static SingletonTransform Of(int length) => Plans.GetOrAdd(length, static length => new SingletonTransform(length));

    /// <summary>Transforms in place, unscaled; the inverse has the opposite sign in the exponent.</summary>
    public void Run(Span<double> re, Span<double> im, bool inverse = false)
    {
        var rented = ArrayPool<double>.Shared.Rent(3 * Length);
        var a = rented.AsSpan(0, Length);
        var b = rented.AsSpan(Length, Length);
        var cos = rented.AsSpan(2 * Length, Length / 2);
        var sin = rented.AsSpan((2 * Length) + (Length / 2), Length / 2);
        re.CopyTo(a);
        im.CopyTo(b);
        var span = Length;
        foreach (var factor in _factors)
        {
            var part = span / factor;
            if (factor == 2)
            {
                // The second half of the rotations is the mirrored first.
                Rotations((part / 2) + 1, span, inverse, cos, sin);
                for (var j = (part / 2) + 1; j < part; j++)
                {
                    (cos[j], sin[j]) = (-cos[part - j], sin[part - j]);
                }

                Twos(a, b, part, cos, sin);
            }
            else
            {
                Rotations(part, span, inverse, cos, sin);
                Fours(a, b, part, cos, sin, inverse);
            }

            span = part;
        }

        for (var at = 0; at < Length; at++)
        {
            (re[_bins[at]], im[_bins[at]]) = (a[at], b[at]);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private static int[] Factor(int length)
    {
        var fours = int.Log2(length) / 4;
        int[] middle = (length >> (4 * fours)) switch { 1 => [], 2 => [2], 4 => [4], _ => [2, 2, 2] };
        return [.. Enumerable.Repeat(4, fours), .. middle, .. Enumerable.Repeat(4, fours)];
    }

    private static void Rotations(int count, int span, bool inverse, Span<double> cos, Span<double> sin)
    {
        var quarter = inverse ? Math.Atan(1) : -Math.Atan(1);
        var step = 8.0 / span;
        var (fall, rise) = (Math.Sin(0.5 * step * quarter), Math.Sin(step * quarter));
        fall = 2 * fall * fall;
        var (c, s) = (1.0, 0.0);
        for (var j = 0; j < count; j++)
        {
            if (j > 0 && j % StepsOfRecurrence == 0)
            {
                (s, c) = (Math.Sin(j * step * quarter), Math.Cos(j * step * quarter));
            }
            else if (j > 0)
            {
                (c, s) = (c - ((fall * c) + (rise * s)), ((rise * c) - (fall * s)) + s);
            }

            (cos[j], sin[j]) = (c, s);
        }
    }

    private static void Twos(Span<double> a, Span<double> b, int part, ReadOnlySpan<double> cos, ReadOnlySpan<double> sin)
    {
        for (var block = 0; block < a.Length; block += 2 * part)
        {
            for (var j = 0; j < part; j++)
            {
                var (k, k1) = (block + j, block + j + part);
                var (gapA, gapB) = (a[k] - a[k1], b[k] - b[k1]);
                (a[k], b[k]) = (a[k] + a[k1], b[k] + b[k1]);
                (a[k1], b[k1]) = ((cos[j] * gapA) - (sin[j] * gapB), (sin[j] * gapA) + (cos[j] * gapB));
            }
        }
    }

    private static void Fours(Span<double> a, Span<double> b, int part, ReadOnlySpan<double> cos, ReadOnlySpan<double> sin, bool inverse)
    {
        for (var block = 0; block < a.Length; block += 4 * part)
        {
            for (var j = 0; j < part; j++)
            {
                var (c1, s1) = (cos[j], sin[j]);
                var (c2, s2) = ((c1 * c1) - (s1 * s1), c1 * s1 * 2);
                var (c3, s3) = ((c2 * c1) - (s2 * s1), (c2 * s1) + (s2 * c1));
                var (k, k1, k2, k3) = (block + j, block + j + part, block + j + (2 * part), block + j + (3 * part));
                var (evenA, evenB, gapA, gapB) = (a[k] + a[k2], b[k] + b[k2], a[k] - a[k2], b[k] - b[k2]);
                var (oddA, oddB, turnA, turnB) = (a[k1] + a[k3], b[k1] + b[k3], a[k1] - a[k3], b[k1] - b[k3]);
                if (inverse)
                {
                    (turnA, turnB) = (-turnA, -turnB);
                }

                (a[k], b[k]) = (evenA + oddA, evenB + oddB);
                Turn(gapA + turnB, gapB - turnA, c1, s1, out a[k1], out b[k1]);
                Turn(evenA - oddA, evenB - oddB, c2, s2, out a[k2], out b[k2]);
                Turn(gapA - turnB, gapB + turnA, c3, s3, out a[k3], out b[k3]);
            }
        }
    }

    private static void Turn(double a, double b, double c, double s, out double outA, out double outB)
        => (outA, outB) = ((a * c) - (b * s), (a * s) + (b * c));
}
