using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal;

/// <summary>How fast features change from frame to frame.</summary>
/// <remarks>Immutable: threads share it. Notebook: 03-gold-features</remarks>
public sealed class DeltaFilter
{
    private readonly float[] _weights;
    private readonly bool _repeatsEnds;

    private DeltaFilter(IEnumerable<double> weights, bool repeatsEnds)
        => (_weights, _repeatsEnds) = ([.. weights.Select(weight => (float)weight)], repeatsEnds);

    /// <summary>Frames that one value rests on.</summary>
    public int Width => _weights.Length;

    /// <summary>The derivative of a line (or parabola) fitted to some frames, as librosa.feature.delta.</summary>
    /// <remarks>
    /// The first and last frames, which have too few neighbours, share the fit of the first and last that have enough. Fewer frames than
    /// <paramref name="width"/> have no value. Source: Savitzky and Golay, Analytical Chemistry 36, 1964.
    /// </remarks>
    /// <param name="width">Frames of the fit, an odd number of 3 or more.</param>
    /// <param name="order">1 for the slope of a line, 2 for the second derivative of a parabola.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static DeltaFilter SavitzkyGolay(int width = 9, int order = 1)
    {
        RequireOdd(width);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 2);
        var places = Enumerable.Range(-(width / 2), width).ToArray();
        var mean = places.Average(place => Math.Pow(place, order));
        var spread = places.Sum(place => Math.Pow(Math.Pow(place, order) - mean, 2));
        return new DeltaFilter(places.Select(place => order * (Math.Pow(place, order) - mean) / spread), repeatsEnds: false);
    }

    /// <summary>The slope Σ n·(x[t+n] − x[t−n]) / (2·Σ n²), the ends repeated, as torchaudio's compute_deltas and HTK.</summary>
    /// <param name="width">Frames of the slope, an odd number of 3 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is out of its range.</exception>
    public static DeltaFilter Regression(int width = 5)
    {
        RequireOdd(width);
        var places = Enumerable.Range(-(width / 2), width).ToArray();
        var spread = places.Sum(place => place * place);
        return new DeltaFilter(places.Select(place => (double)place / spread), repeatsEnds: true);
    }

    /// <summary>Filters every column over time.</summary>
    /// <param name="frames">Frame by frame.</param>
    /// <param name="columns">Values of a frame.</param>
    /// <param name="deltas">Receives as many values; NaN where a fit has too few frames.</param>
    /// <exception cref="ArgumentException">The spans have different lengths, or do not hold whole frames.</exception>
    public void Apply(ReadOnlySpan<float> frames, int columns, Span<float> deltas)
    {
        if (deltas.Length != frames.Length || frames.Length % columns != 0)
        {
            throw new ArgumentException($"Frames of {columns} values give as many deltas, not {frames.Length} values {deltas.Length}.");
        }

        var edge = Width / 2 * columns;
        var inner = frames.Length - (2 * edge);
        if (inner > 0)
        {
            Slide(frames, columns, inner, 1, deltas.Slice(edge, inner));
        }

        if (_repeatsEnds)
        {
            Ends(frames, columns, deltas);
        }
        else if (inner <= 0)
        {
            deltas.Fill(float.NaN);
        }
        else
        {
            for (var at = 0; at < edge; at++)
            {
                deltas[at] = deltas[edge + (at % columns)];
                deltas[edge + inner + at] = deltas[edge + inner - columns + (at % columns)];
            }
        }
    }

    /// <summary>Filters rows that have all their neighbours.</summary>
    /// <param name="frames">From the first neighbour of the first row on.</param>
    /// <param name="stride">From a row to its next neighbour, and to the next row.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="deltas">From the first row on; may be other columns of the same rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Slide(ReadOnlySpan<float> frames, int stride, int width, int rows, Span<float> deltas)
    {
        for (var row = 0; row < rows; row++)
        {
            var from = frames[(row * stride)..];
            var to = deltas.Slice(row * stride, width);
            var at = 0;
            for (; at <= width - Vector256<float>.Count; at += Vector256<float>.Count)
            {
                Eight(from[at..], stride).CopyTo(to[at..]);
            }

            if (at < width && width >= Vector256<float>.Count)
            {
                // The last eight once more, with those that are left.
                at = width - Vector256<float>.Count;
                Eight(from[at..], stride).CopyTo(to[at..]);
                continue;
            }

            for (; at < width; at++)
            {
                var sum = 0f;
                for (var tap = 0; tap < _weights.Length; tap++)
                {
                    sum = MathF.FusedMultiplyAdd(from[at + (tap * stride)], _weights[tap], sum);
                }

                to[at] = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Eight(ReadOnlySpan<float> from, int stride)
    {
        var sum = Vector256<float>.Zero;
        for (var (tap, at) = (0, 0); tap < _weights.Length; (tap, at) = (tap + 1, at + stride))
        {
            sum = Vector256.FusedMultiplyAdd(Vector256.Create(from[at..]), Vector256.Create(_weights[tap]), sum);
        }

        return sum;
    }

    private void Ends(ReadOnlySpan<float> frames, int columns, Span<float> deltas)
    {
        var (count, half) = (frames.Length / columns, Width / 2);
        for (var frame = 0; frame < count; frame++)
        {
            if (frame == half && count > 2 * half)
            {
                frame = count - half;
            }

            for (var column = 0; column < columns; column++)
            {
                var sum = 0f;
                for (var tap = 0; tap < Width; tap++)
                {
                    sum = MathF.FusedMultiplyAdd(frames[(Math.Clamp(frame + tap - half, 0, count - 1) * columns) + column], _weights[tap], sum);
                }

                deltas[(frame * columns) + column] = sum;
            }
        }
    }

    private static void RequireOdd(int width)
    {
        if (width < 3 || width % 2 == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "Deltas rest on an odd number of frames, 3 or more: as many before as after.");
        }
    }
}
