using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Features.Egemaps;

/// <summary>Turns the lower bins of eight spectra into signals of another sample rate: Σ Re[k]·cos(2πkn/P) − Im[k]·sin(2πkn/P), P any number.</summary>
internal sealed class SpectrumResampler
{
    private const int Block = 4;

    private readonly int _bins;
    private readonly int _half;
    private readonly float[] _turns;
    private readonly Vector256<float>[] _sums = new Vector256<float>[4 * Block];

    /// <summary>Prepares the sums.</summary>
    /// <param name="samples">How many to give.</param>
    /// <param name="bins">How many bins above 0 Hz to take.</param>
    /// <param name="period">Samples after which the sums repeat.</param>
    public SpectrumResampler(int samples, int bins, double period)
    {
        // Where the period is four times a whole number, a quarter of it says all: the rest are the same sums with other signs.
        _half = period % 4 == 0 && samples > period / 2 ? (int)period / 2 : 0;
        _bins = bins;
        var blocks = ((_half > 0 ? (_half / 2) + 1 : samples) + Block - 1) / Block;
        _turns = new float[blocks * bins * 2 * Block];
        for (var n = 0; n < blocks * Block; n++)
        {
            for (var bin = 1; bin <= bins; bin++)
            {
                var at = (((n / Block * bins) + bin - 1) * 2 * Block) + (n % Block);
                var (sine, cosine) = Math.SinCos(2 * Math.PI * bin * n / period);
                (_turns[at], _turns[at + Block]) = ((float)cosine, (float)-sine);
            }
        }
    }

    /// <summary>Computes eight signals.</summary>
    /// <param name="re">Real parts by bin.</param>
    /// <param name="im">Imaginary parts by bin.</param>
    /// <param name="signal">Receives the samples.</param>
    public void Resample(ReadOnlySpan<Vector256<float>> re, ReadOnlySpan<Vector256<float>> im, Span<Vector256<float>> signal)
    {
        var last = _half > 0 ? (_half / 2) + 1 : signal.Length;
        for (var n = 0; n < last; n += Block)
        {
            var turns = _turns.AsSpan(n * 2 * _bins, 2 * Block * _bins);
            Sum(re, im, turns, 1, _sums);
            Sum(re, im, turns, 2, _sums.AsSpan(2 * Block));
            for (var own = 0; own < Math.Min(Block, last - n); own++)
            {
                var (oddCosine, oddSine, evenCosine, evenSine) = (_sums[own], _sums[Block + own], _sums[(2 * Block) + own] + re[0], _sums[(3 * Block) + own]);
                var (cosine, sine, bent, turned) = (evenCosine + oddCosine, evenSine + oddSine, evenCosine - oddCosine, evenSine - oddSine);
                signal[n + own] = cosine + sine;
                if (_half > 0)
                {
                    signal[_half - n - own] = bent - turned;
                    Put(signal, _half + n + own, bent + turned);
                    Put(signal, (2 * _half) - n - own, cosine - sine);
                }
            }
        }
    }

    private static void Put(Span<Vector256<float>> signal, int at, Vector256<float> value)
    {
        if (at < signal.Length)
        {
            signal[at] = value;
        }
    }

    /// <summary>Cosine and sine sums of four samples over every other bin: eight chains of additions at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(ReadOnlySpan<Vector256<float>> re, ReadOnlySpan<Vector256<float>> im, ReadOnlySpan<float> turns, int first, Span<Vector256<float>> sums)
    {
        var zero = Vector256<float>.Zero;
        var (a, b, c, d, e, f, g, h) = (zero, zero, zero, zero, zero, zero, zero, zero);
        for (var bin = first; bin <= _bins; bin += 2)
        {
            var (real, imaginary) = (re[bin], im[bin]);
            var own = turns.Slice((bin - 1) * 2 * Block, 2 * Block);
            a = Vector256.FusedMultiplyAdd(real, Vector256.Create(own[0]), a);
            b = Vector256.FusedMultiplyAdd(real, Vector256.Create(own[1]), b);
            c = Vector256.FusedMultiplyAdd(real, Vector256.Create(own[2]), c);
            d = Vector256.FusedMultiplyAdd(real, Vector256.Create(own[3]), d);
            e = Vector256.FusedMultiplyAdd(imaginary, Vector256.Create(own[4]), e);
            f = Vector256.FusedMultiplyAdd(imaginary, Vector256.Create(own[5]), f);
            g = Vector256.FusedMultiplyAdd(imaginary, Vector256.Create(own[6]), g);
            h = Vector256.FusedMultiplyAdd(imaginary, Vector256.Create(own[7]), h);
        }

        (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]) = (a, b, c, d, e, f, g, h);
    }
}
