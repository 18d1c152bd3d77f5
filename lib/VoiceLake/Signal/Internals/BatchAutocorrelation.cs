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
    private readonly float[] _sumRe;
    private readonly float[] _sumIm;
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
        (_sumRe, _sumIm) = (new float[bins], new float[bins]);
        (_bins, _before) = ((new float[bins], new float[bins]), (new float[bins], new float[bins]));
    }

    /// <summary>Lags run from 0 to this one.</summary>
    public int LargestLag { get; }

    /// <summary>Correlates eight frames.</summary>
    /// <param name="frames">Their samples side by side, as <see cref="BatchFft"/> takes them; kept.</param>
    /// <param name="correlation">Receives <see cref="LargestLag"/> + 1 values of eight frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(ReadOnlySpan<float> frames, Span<float> correlation)
    {
        for (var start = 0; start < _length; start += _block)
        {
            var samples = frames[(start * Lanes)..(Math.Min(start + _block, _length) * Lanes)];
            samples.CopyTo(_work);
            _work.AsSpan(samples.Length).Clear();
            if (_block == _length)
            {
                _fft.Power(_work, _sumRe);
                break;
            }

            (_bins, _before) = (_before, _bins);
            _fft.Forward(_work, _bins.Re, _bins.Im);
            Gather(first: start == 0);
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
    private void Gather(bool first)
    {
        var re = Vectors(_bins.Re);
        var im = Vectors(_bins.Im);
        var sumRe = Vectors(_sumRe);
        var sumIm = Vectors(_sumIm);
        if (first)
        {
            for (var bin = 0; bin < re.Length; bin++)
            {
                (sumRe[bin], sumIm[bin]) = (Vector256.FusedMultiplyAdd(re[bin], re[bin], im[bin] * im[bin]), Vector256<float>.Zero);
            }

            return;
        }

        var beforeRe = Vectors(_before.Re);
        var beforeIm = Vectors(_before.Im);
        var sign = Vector256<float>.One;
        for (var bin = 0; bin < re.Length; bin++, sign = -sign)
        {
            var (r, i, s, t) = (re[bin], im[bin], beforeRe[bin] * sign, beforeIm[bin] * sign);
            sumRe[bin] = Vector256.FusedMultiplyAdd(r, r + s, Vector256.FusedMultiplyAdd(i, i + t, sumRe[bin]));
            sumIm[bin] += Vector256.FusedMultiplyAdd(s, i, -(t * r));
        }
    }

    /// <summary>The Hartley form of the gathered spectrum: real, so that a transform of real values leads back to the lags.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread()
    {
        var re = Vectors(_sumRe);
        var im = Vectors(_sumIm);
        var work = Vectors(_work);
        var half = re.Length - 1;
        (work[0], work[half]) = (re[0], re[half]);
        for (var bin = 1; bin < half; bin++)
        {
            (work[bin], work[(2 * half) - bin]) = (re[bin] - im[bin], re[bin] + im[bin]);
        }
    }

    private static Span<Vector256<float>> Vectors(float[] values) => MemoryMarshal.Cast<float, Vector256<float>>(values.AsSpan());
}
