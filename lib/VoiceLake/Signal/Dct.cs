using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Signal;

/// <summary>The orthonormal discrete cosine transform, type II, of any length.</summary>
/// <remarks>
/// Halves are folded while the length is even: even coefficients are the transform of the sums of mirrored samples, odd ones belong to
/// their differences. So a constant input gives zeros that are exact, and with them a mode that means something.
/// Plans are kept and shared by threads. Notebook: 03-gold-features
/// </remarks>
public sealed class Dct
{
    private const int RowsAtOnce = 4;
    private static readonly ConcurrentDictionary<int, Dct> Plans = new();
    private readonly List<double[][]> _odd = [];
    private readonly double[][] _last;

    // The same, scaled and in single precision, four rows side by side; those of differences run from the middle outwards.
    private readonly List<float[]> _oddBatch = [];
    private readonly float[] _lastBatch;

    private Dct(int length)
    {
        Length = length;
        for (; length % 2 == 0; length /= 2)
        {
            _odd.Add(Cosines(length, length / 2, row => (2 * row) + 1));
            _oddBatch.Add(SideBySide([.. _odd[^1].Select(row => row.Reverse().ToArray())]));
        }

        _last = Cosines(length, length, row => row);
        _lastBatch = SideBySide([_last[0].Select(cosine => cosine * Math.Sqrt(0.5)).ToArray(), .. _last.Skip(1)]);
    }

    /// <summary>Samples in, coefficients out.</summary>
    public int Length { get; }

    /// <summary>The plan for a length.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1.</exception>
    public static Dct Of(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return Plans.GetOrAdd(length, static length => new Dct(length));
    }

    /// <summary>y[k] = s(k)·Σ x[n]·cos(πk(2n+1)/2N), with s(0) = √(1/N) and √(2/N) elsewhere.</summary>
    /// <param name="samples">N values.</param>
    /// <param name="coefficients">Receives the first coefficients, N at most.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Forward(ReadOnlySpan<double> samples, Span<double> coefficients)
    {
        if (samples.Length != Length || coefficients.Length > Length)
        {
            throw new ArgumentException($"This transform takes {Length} values and gives as many at most, not {samples.Length} and {coefficients.Length}.");
        }

        var rented = ArrayPool<double>.Shared.Rent(2 * Length);
        var sums = rented.AsSpan(0, Length);
        var differences = rented.AsSpan(Length, Length);
        samples.CopyTo(sums);
        var step = 1;
        foreach (var rows in _odd)
        {
            var (length, half) = (Length / step, Length / step / 2);
            for (var n = 0; n < half; n++)
            {
                var (low, high) = (sums[n], sums[length - 1 - n]);
                (sums[n], differences[n]) = (low + high, low - high);
            }

            for (var row = 0; row < half && ((2 * row) + 1) * step < coefficients.Length; row++)
            {
                coefficients[((2 * row) + 1) * step] = OrderedSums.Dot(differences[..half], rows[row]);
            }

            step *= 2;
        }

        for (var row = 0; row < _last.Length && row * step < coefficients.Length; row++)
        {
            coefficients[row * step] = OrderedSums.Dot(sums[.._last.Length], _last[row]);
        }

        ArrayPool<double>.Shared.Return(rented);
        TensorPrimitives.Multiply(coefficients, Math.Sqrt(2.0 / Length), coefficients);
        if (!coefficients.IsEmpty)
        {
            coefficients[0] *= Math.Sqrt(0.5);
        }
    }

    /// <summary>The coefficients of eight frames, side by side: value n of frame f stands at n·8 + f.</summary>
    /// <param name="samples">N values of eight frames; overwritten.</param>
    /// <param name="coefficients">Receives the first coefficients of eight frames, N at most.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void ForwardBatch(Span<float> samples, Span<float> coefficients)
    {
        if (samples.Length != Length * BatchFft.Lanes || coefficients.Length > samples.Length || coefficients.Length % BatchFft.Lanes != 0)
        {
            throw new ArgumentException($"This transform takes {BatchFft.Lanes} frames of {Length} values and gives as many at most, not {samples.Length} and {coefficients.Length}.");
        }

        var x = MemoryMarshal.Cast<float, Vector256<float>>(samples);
        var y = MemoryMarshal.Cast<float, Vector256<float>>(coefficients);
        var step = 1;
        foreach (var rows in _oddBatch)
        {
            Fold(x);
            Project(x[(x.Length / 2)..], rows, y, step, 2 * step);
            x = x[..(x.Length / 2)];
            step *= 2;
        }

        Project(x, _lastBatch, y, 0, step);
    }

    /// <summary>Sums of mirrored values go to the first half, differences to the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fold(Span<Vector256<float>> x)
    {
        for (var (low, high) = (0, x.Length - 1); low < high; (low, high) = (low + 1, high - 1))
        {
            (x[low], x[high]) = (x[low] + x[high], x[low] - x[high]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Project(ReadOnlySpan<Vector256<float>> x, float[] rows, Span<Vector256<float>> y, int first, int step)
    {
        for (var (coefficient, row) = (first, 0); coefficient < y.Length; (coefficient, row) = (coefficient + (RowsAtOnce * step), row + (RowsAtOnce * x.Length)))
        {
            var cosines = rows.AsSpan(row, RowsAtOnce * x.Length);
            var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (var n = 0; n < x.Length; n++)
            {
                a = Vector256.FusedMultiplyAdd(x[n], Vector256.Create(cosines[4 * n]), a);
                b = Vector256.FusedMultiplyAdd(x[n], Vector256.Create(cosines[(4 * n) + 1]), b);
                c = Vector256.FusedMultiplyAdd(x[n], Vector256.Create(cosines[(4 * n) + 2]), c);
                d = Vector256.FusedMultiplyAdd(x[n], Vector256.Create(cosines[(4 * n) + 3]), d);
            }

            y[coefficient] = a;
            if (coefficient + step < y.Length)
            {
                y[coefficient + step] = b;
            }

            if (coefficient + (2 * step) < y.Length)
            {
                y[coefficient + (2 * step)] = c;
            }

            if (coefficient + (3 * step) < y.Length)
            {
                y[coefficient + (3 * step)] = d;
            }
        }
    }

    /// <summary>Four rows after four, value by value; rows of zeros fill up the last four.</summary>
    private float[] SideBySide(double[][] rows)
    {
        var (length, scale) = (rows[0].Length, Math.Sqrt(2.0 / Length));
        var values = new float[(rows.Length + RowsAtOnce - 1) / RowsAtOnce * RowsAtOnce * length];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var n = 0; n < length; n++)
            {
                values[(row / RowsAtOnce * RowsAtOnce * length) + (n * RowsAtOnce) + (row % RowsAtOnce)] = (float)(rows[row][n] * scale);
            }
        }

        return values;
    }

    private static double[][] Cosines(int length, int columns, Func<int, int> frequency)
        => [.. Enumerable.Range(0, columns).Select(row => Enumerable.Range(0, columns)
            .Select(n => double.CosPi((double)((long)frequency(row) * ((2 * n) + 1) % (4L * length)) / (2.0 * length))).ToArray())];
}
