using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics.Tensors;

namespace VoiceLake.Signal;

/// <summary>The orthonormal discrete cosine transform, type II, of any length.</summary>
/// <remarks>
/// Halves are folded while the length is even: even coefficients are the transform of the sums of mirrored samples, odd ones belong to
/// their differences. So a constant input gives zeros that are exact, and with them a mode that means something.
/// Plans are kept and shared by threads. Notebook: 03-gold-features
/// </remarks>
public sealed class Dct
{
    private static readonly ConcurrentDictionary<int, Dct> Plans = new();
    private readonly List<double[][]> _odd = [];
    private readonly double[][] _last;

    private Dct(int length)
    {
        Length = length;
        for (; length % 2 == 0; length /= 2)
        {
            _odd.Add(Cosines(length, length / 2, row => (2 * row) + 1));
        }

        _last = Cosines(length, length, row => row);
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
                coefficients[((2 * row) + 1) * step] = TensorPrimitives.Dot(differences[..half], rows[row]);
            }

            step *= 2;
        }

        for (var row = 0; row < _last.Length && row * step < coefficients.Length; row++)
        {
            coefficients[row * step] = TensorPrimitives.Dot(sums[.._last.Length], _last[row]);
        }

        ArrayPool<double>.Shared.Return(rented);
        TensorPrimitives.Multiply(coefficients, Math.Sqrt(2.0 / Length), coefficients);
        if (!coefficients.IsEmpty)
        {
            coefficients[0] *= Math.Sqrt(0.5);
        }
    }

    private static double[][] Cosines(int length, int columns, Func<int, int> frequency)
        => [.. Enumerable.Range(0, columns).Select(row => Enumerable.Range(0, columns)
            .Select(n => double.CosPi((double)((long)frequency(row) * ((2 * n) + 1) % (4L * length)) / (2.0 * length))).ToArray())];
}
