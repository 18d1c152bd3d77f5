using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Egemaps;

/// <summary>Carries magnitude spectra of eight frames to an axis of octaves: peaks sharpened, smoothed, joined by a natural cubic spline, weighted as the ear hears.</summary>
/// <remarks>Source: Hermes, Measurement of pitch by subharmonic summation, JASA 83 (1988).</remarks>
internal sealed class OctaveSpectrum
{
    private const double LowestHertz = 25;
    private const int Reach = 2;

    private readonly int _bins;
    private readonly float[] _forward;
    private readonly float[] _backward;
    private readonly int[] _below;
    private readonly float[] _join;
    private readonly Vector256<float>[] _peaks;
    private readonly Vector256<float>[] _curvature;

    public OctaveSpectrum(int bins, double binWidth)
    {
        _bins = bins;
        _peaks = new Vector256<float>[bins + (2 * Reach)];
        _curvature = new Vector256<float>[bins];
        var axis = new double[bins];
        for (var bin = 1; bin < bins; bin++)
        {
            axis[bin] = Math.Log2(bin * binWidth);
        }

        axis[0] = (2 * axis[1]) - axis[2];
        Lowest = Math.Log2(LowestHertz);
        Step = (axis[^1] - Lowest) / (bins - 1);
        (_forward, _backward) = Spline(axis);
        (_below, _join) = Join(axis);
    }

    /// <summary>log₂ of the first point's frequency in Hz.</summary>
    public double Lowest { get; }

    /// <summary>Octaves from one point to the next; there are as many points as bins.</summary>
    public double Step { get; }

    /// <summary>Rescales eight spectra.</summary>
    /// <param name="magnitude">By bin; overwritten.</param>
    /// <param name="octaves">Receives as many values by point.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(Span<Vector256<float>> magnitude, Span<Vector256<float>> octaves)
    {
        Sharpen(magnitude[.._bins]);
        Smooth(magnitude[.._bins]);
        Bend(magnitude[.._bins]);
        for (var point = 0; point < _below.Length; point++)
        {
            var (bin, at) = (_below[point], 4 * point);
            var value = Vector256.Create(_join[at]) * magnitude[bin];
            value = Vector256.FusedMultiplyAdd(Vector256.Create(_join[at + 1]), magnitude[bin + 1], value);
            value = Vector256.FusedMultiplyAdd(Vector256.Create(_join[at + 2]), _curvature[bin], value);
            value = Vector256.FusedMultiplyAdd(Vector256.Create(_join[at + 3]), _curvature[bin + 1], value);
            octaves[point] = Vector256.Max(value, Vector256<float>.Zero);
        }
    }

    /// <summary>Clears what lies between two local maxima, three bins or more from both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sharpen(Span<Vector256<float>> magnitude)
    {
        var (count, last) = (Vector256<int>.Zero, _bins - 1);
        for (var bin = 0; bin < _bins; bin++)
        {
            var rises = bin == 0 ? Vector256<float>.AllBitsSet : Vector256.GreaterThan(magnitude[bin], magnitude[bin - 1]);
            var falls = bin == 0 ? Vector256.GreaterThan(magnitude[0], magnitude[1])
                : bin == last ? Vector256<float>.AllBitsSet : Vector256.GreaterThanOrEqual(magnitude[bin], magnitude[bin + 1]);
            _peaks[bin + Reach] = rises & falls;
            count -= (rises & falls).AsInt32();
        }

        var alone = Vector256.Equals(count, Vector256<int>.One).AsSingle();
        var (seen, passed) = (Vector256<float>.Zero, Vector256<int>.Zero);
        for (var bin = 0; bin < _bins; bin++)
        {
            var near = _peaks[bin] | _peaks[bin + 1] | _peaks[bin + 2] | _peaks[bin + 3] | _peaks[bin + 4];
            (seen, passed) = (seen | _peaks[bin + Reach], passed - _peaks[bin + Reach].AsInt32());
            var kept = near | ~seen | Vector256.Equals(passed, count).AsSingle();
            magnitude[bin] &= Vector256.ConditionalSelect(alone, bin <= Reach ? Vector256<float>.AllBitsSet : Vector256<float>.Zero, kept);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Smooth(Span<Vector256<float>> magnitude)
    {
        var before = Vector256<float>.Zero;
        for (var bin = 0; bin < magnitude.Length - 1; bin++)
        {
            var own = magnitude[bin];
            (magnitude[bin], before) = ((before + own + own + magnitude[bin + 1]) * 0.25f, own);
        }
    }

    /// <summary>The spline's second derivatives: one sweep up, one down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Bend(Span<Vector256<float>> magnitude)
    {
        var below = Vector256<float>.Zero;
        _curvature[0] = below;
        for (var bin = 1; bin < _bins - 1; bin++)
        {
            var at = 3 * bin;
            var bend = Vector256.Create(_forward[at]) * (magnitude[bin + 1] - magnitude[bin]);
            bend -= Vector256.Create(_forward[at + 1]) * (magnitude[bin] - magnitude[bin - 1]);
            _curvature[bin] = below = Vector256.FusedMultiplyAdd(Vector256.Create(_forward[at + 2]), below, bend);
        }

        var above = Vector256<float>.Zero;
        _curvature[^1] = above;
        for (var bin = _bins - 2; bin >= 0; bin--)
        {
            _curvature[bin] = above = Vector256.FusedMultiplyAdd(Vector256.Create(_backward[bin]), above, _curvature[bin]);
        }
    }

    /// <summary>The part of the elimination that is the same for every spectrum.</summary>
    private static (float[] Forward, float[] Backward) Spline(double[] axis)
    {
        var (forward, backward) = (new float[3 * axis.Length], new float[axis.Length]);
        var eliminated = 0.0;
        for (var bin = 1; bin < axis.Length - 1; bin++)
        {
            var span = axis[bin + 1] - axis[bin - 1];
            var share = (axis[bin] - axis[bin - 1]) / span;
            var pivot = 1 / ((share * eliminated) + 2);
            eliminated = (share - 1) * pivot;
            forward[3 * bin] = (float)(6 * pivot / (span * (axis[bin + 1] - axis[bin])));
            forward[(3 * bin) + 1] = (float)(6 * pivot / (span * (axis[bin] - axis[bin - 1])));
            forward[(3 * bin) + 2] = (float)(-share * pivot);
            backward[bin] = (float)eliminated;
        }

        return (forward, backward);
    }

    /// <summary>For each point the bin below it and the weights of two values and two second derivatives, times the ear's weight.</summary>
    private (int[] Below, float[] Join) Join(double[] axis)
    {
        var (below, join) = (new int[_bins], new float[4 * _bins]);
        var perOctave = _bins / (axis[^1] - Lowest);
        var middle = (perOctave * Math.Log2(65.0 / 50)) - 1;
        for (var (point, bin) = (0, 0); point < _bins; point++)
        {
            var x = Lowest + (point * Step);
            while (bin < _bins - 2 && axis[bin + 1] < x)
            {
                bin++;
            }

            var width = axis[bin + 1] - axis[bin];
            var low = (axis[bin + 1] - x) / width;
            var high = 1 - low;
            var heard = 0.5 + (Math.Atan(3 * (point + 1 - middle) / perOctave) / Math.PI);
            var bend = width * width / 6;
            below[point] = bin;
            join[4 * point] = (float)(low * heard);
            join[(4 * point) + 1] = (float)(high * heard);
            join[(4 * point) + 2] = (float)(((low * low * low) - low) * bend * heard);
            join[(4 * point) + 3] = (float)(((high * high * high) - high) * bend * heard);
        }

        return (below, join);
    }
}
