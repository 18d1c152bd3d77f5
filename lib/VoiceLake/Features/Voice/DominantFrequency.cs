using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Voice;

/// <summary>The bin of the largest magnitude of each frame, of those below a bound; no overlap, symmetric Hann.</summary>
internal sealed class DominantFrequency : FrameTrack
{
    // Power in single precision is right to 1e-6 of the largest; of bins that lie closer to each other, double decides.
    private const float SafeRatio = 1 - 1e-5f;

    private readonly BatchFft _fft;
    private readonly int _bins;
    private readonly double[] _window;
    private readonly float[] _weights;
    private readonly float[] _lanes;
    private readonly float[] _power;
    private readonly double[] _re;
    private readonly double[] _im;
    private LaneMaximum _maximum;

    public DominantFrequency(int frameLength, int bins)
        : base(frameLength, frameLength)
    {
        (_fft, _bins) = (BatchFft.Of(frameLength), bins);
        _window = WindowFunction.SymmetricHann(frameLength);
        _weights = Array.ConvertAll(_window, weight => (float)weight);
        (_lanes, _power) = (new float[frameLength * BatchFft.Lanes], new float[_fft.Bins * BatchFft.Lanes]);
        (_re, _im) = (new double[frameLength], new double[frameLength]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Search(ReadOnlySpan<float> rows)
    {
        LaneTranspose.ToLanes(rows, FrameLength, _weights, _lanes);
        _fft.Power(_lanes, _power);
        var power = MemoryMarshal.Cast<float, Vector256<float>>(_power)[.._bins];
        var maximum = new LaneMaximum();
        for (var bin = 0; bin < power.Length; bin++)
        {
            maximum.Take(power[bin], bin);
        }

        _maximum = maximum;
    }

    protected override int Result(ReadOnlySpan<float> frame, int lane)
    {
        var (bin, best, next) = _maximum.Of(lane);
        return next < best * SafeRatio ? bin : Exact(frame);
    }

    private int Exact(ReadOnlySpan<float> frame)
    {
        for (var n = 0; n < frame.Length; n++)
        {
            (_re[n], _im[n]) = (frame[n] * _window[n], 0);
        }

        SingletonTransform.Of(FrameLength).Run(_re, _im);
        for (var bin = 0; bin < _bins; bin++)
        {
            _re[bin] = Magnitude.Of(_re[bin], _im[bin]);
        }

        var largest = TensorPrimitives.IndexOfMax<double>(_re.AsSpan(0, _bins));
        return _re[largest] == 0 ? None : largest;
    }
}
