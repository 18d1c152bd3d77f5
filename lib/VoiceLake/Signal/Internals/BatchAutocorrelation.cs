using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>The first lags of the autocorrelation Σ x[n]·x[n+k] of eight real frames at once, a SIMD lane each, in single precision.</summary>
/// <remarks>
/// Frames that are long beside the largest lag are cut into blocks no shorter than that lag: only neighbours then meet, the spectra of all
/// pairs add up, and one short transform leads back. Holds working memory: one instance a thread.
/// </remarks>
internal sealed class BatchAutocorrelation
{
    private const int Lanes = BatchFft.Lanes;

    private readonly int _length;
    private readonly int _block;
    private readonly BatchFft _fft;
    private readonly float[] _work;
    private readonly float[] _sum;
    private (float[] Re, float[] Im) _bins;
    private (float[] Re, float[] Im) _before;

    /// <summary>Plans the blocks.</summary>
    /// <param name="length">Samples of a frame.</param>
    /// <param name="largestLag">From 1 to below <paramref name="length"/>.</param>
    public BatchAutocorrelation(int length, int largestLag)
    {
        (_length, LargestLag) = (length, largestLag);
        var points = Plan(length, largestLag);
        _block = points >= length + largestLag ? length : points / 2;
        _fft = BatchFft.Of(points);
        _work = new float[points * Lanes];
        var bins = _fft.Bins * Lanes;
        (_sum, _bins, _before) = (new float[2 * bins], (new float[bins], new float[bins]), (new float[bins], new float[bins]));
    }

    /// <summary>Lags run from 0 to this one.</summary>
    public int LargestLag { get; }

    /// <summary>Correlates eight frames.</summary>
    /// <param name="frames">Their samples side by side, as <see cref="BatchFft"/> takes them; kept.</param>
    /// <param name="correlation">Receives <see cref="LargestLag"/> + 1 values of eight frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(ReadOnlySpan<float> frames, Span<float> correlation)
    {
        _sum.AsSpan().Clear();
        for (var start = 0; start < _length; start += _block)
        {
            var samples = frames[(start * Lanes)..(Math.Min(start + _block, _length) * Lanes)];
            samples.CopyTo(_work);
            _work.AsSpan(samples.Length).Clear();
            (_bins, _before) = (_before, _bins);
            _fft.Forward(_work, _bins.Re, _bins.Im);
            Gather(withNeighbour: start > 0);
        }

        Spread();
        _fft.Forward(_work, _bins.Re, _bins.Im);
        var re = Vectors(_bins.Re);
        var im = Vectors(_bins.Im);
        var values = MemoryMarshal.Cast<float, Vector256<float>>(correlation);
        var scale = Vector256.Create(1f / _fft.Length);
        for (var lag = 0; lag <= LargestLag; lag++)
        {
            values[lag] = (re[lag] - im[lag]) * scale;
        }
    }

    /// <summary>The length of the transform that costs least in all.</summary>
    private static int Plan(int length, int largestLag)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var points = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * largestLag)); ; points *= 2)
        {
            var whole = points >= length + largestLag;
            var transforms = whole ? 2 : 1 + ((length + (points / 2) - 1) / (points / 2));
            var cost = transforms * points * Math.Log2(points);
            (best, least) = cost < least ? (points, cost) : (best, least);
            if (whole)
            {
                return best;
            }
        }
    }

    /// <summary>Adds |X|² of a block, and conj(Y)·X of the block Y before it, which half a transform's length turns by (−1)ᵏ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(bool withNeighbour)
    {
        var re = Vectors(_bins.Re);
        var im = Vectors(_bins.Im);
        var sum = Vectors(_sum);
        var beforeRe = Vectors(_before.Re);
        var beforeIm = Vectors(_before.Im);
        var sign = Vector256<float>.One;
        for (var bin = 0; bin < re.Length; bin++, sign = -sign)
        {
            var (r, i) = (re[bin], im[bin]);
            sum[2 * bin] += Vector256.FusedMultiplyAdd(r, r, i * i);
            if (withNeighbour)
            {
                var (s, t) = (beforeRe[bin] * sign, beforeIm[bin] * sign);
                sum[2 * bin] += Vector256.FusedMultiplyAdd(s, r, t * i);
                sum[(2 * bin) + 1] += Vector256.FusedMultiplyAdd(s, i, -(t * r));
            }
        }
    }

    /// <summary>The Hartley form of the gathered spectrum: real, so that a transform of real values leads back to the lags.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread()
    {
        var sum = Vectors(_sum);
        var work = Vectors(_work);
        var points = _fft.Length;
        (work[0], work[points / 2]) = (sum[0], sum[points]);
        for (var bin = 1; bin < points / 2; bin++)
        {
            work[bin] = sum[2 * bin] - sum[(2 * bin) + 1];
            work[points - bin] = sum[2 * bin] + sum[(2 * bin) + 1];
        }
    }

    private static Span<Vector256<float>> Vectors(float[] values) => MemoryMarshal.Cast<float, Vector256<float>>(values.AsSpan());
}
