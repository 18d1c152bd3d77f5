using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Voice;

/// <summary>The lag at which the cepstrum of each half-overlapping frame is largest: the period of the voice.</summary>
/// <remarks>Zeros count as a millionth of a 16-bit step, so that silence has a logarithm. A frame whose cepstrum is largest at the first lag has none.</remarks>
internal sealed class CepstralPitch : FrameTrack
{
    private const double Whisper = 1e-6;

    // Sums of 2,048 logarithms in single precision are right to 0.02; of peaks that lie closer than 0.1, double decides.
    private const float SafeGapPerSample = 0.1f / 2_048;

    // A bin this far below the mean power is rounding error in single precision.
    private const float SafePower = 1e-9f;

    private readonly BatchFft _fft;
    private readonly int _firstLag;
    private readonly float[] _lanes;
    private readonly float[] _power;
    private readonly float[] _im;
    private readonly double[] _re2;
    private readonly double[] _im2;
    private LaneMaximum _maximum;
    private Vector256<float> _weakest;

    public CepstralPitch(int frameLength, int firstLag)
        : base(frameLength, frameLength / 2)
    {
        (_fft, _firstLag) = (BatchFft.Of(frameLength), firstLag);
        _lanes = new float[frameLength * BatchFft.Lanes];
        (_power, _im) = (new float[_fft.Bins * BatchFft.Lanes], new float[_fft.Bins * BatchFft.Lanes]);
        (_re2, _im2) = (new double[frameLength], new double[frameLength]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Search(ReadOnlySpan<float> rows)
    {
        LaneTranspose.ToLanes(rows, FrameLength, [], _lanes);
        var lanes = MemoryMarshal.Cast<float, Vector256<float>>(_lanes.AsSpan());
        var power = MemoryMarshal.Cast<float, Vector256<float>>(_power.AsSpan());
        foreach (ref var values in lanes)
        {
            values = Vector256.ConditionalSelect(Vector256.Equals(values, Vector256<float>.Zero), Vector256.Create((float)Whisper), values);
        }

        _fft.Power(_lanes, _power);
        var (sum, least) = (Vector256<float>.Zero, Vector256.Create(float.PositiveInfinity));
        foreach (var values in power)
        {
            (sum, least) = (sum + values, Vector256.Min(least, values));
        }

        // The logarithm of the power is twice that of the magnitude: so is all that follows.
        _weakest = least * power.Length / sum;
        Logarithm.Scaled(_power, Logarithm.Least, 1);
        var half = FrameLength / 2;
        power.CopyTo(lanes);
        for (var n = half + 1; n < lanes.Length; n++)
        {
            lanes[n] = power[FrameLength - n];
        }

        _fft.Forward(_lanes, _power, _im);
        var maximum = new LaneMaximum();
        for (var lag = _firstLag; lag < half; lag++)
        {
            maximum.Take(power[lag], lag);
        }

        _maximum = maximum;
    }

    protected override int Result(ReadOnlySpan<float> frame, int lane)
    {
        var (lag, best, next) = _maximum.Of(lane);
        var safe = _weakest[lane] > SafePower && best - next > SafeGapPerSample * FrameLength;
        lag = safe ? lag : Exact(frame);
        return lag == _firstLag ? None : lag;
    }

    private int Exact(ReadOnlySpan<float> frame)
    {
        var transform = SingletonTransform.Of(FrameLength);
        for (var n = 0; n < frame.Length; n++)
        {
            (_re2[n], _im2[n]) = (frame[n] == 0 ? Whisper : frame[n], 0);
        }

        transform.Run(_re2, _im2);
        for (var bin = 0; bin < _re2.Length; bin++)
        {
            var magnitude = Magnitude.Of(_re2[bin], _im2[bin]);
            if (magnitude == 0)
            {
                return _firstLag;
            }

            (_re2[bin], _im2[bin]) = (Math.Log(magnitude), 0);
        }

        transform.Run(_re2, _im2, inverse: true);
        return _firstLag + TensorPrimitives.IndexOfMax<double>(_re2.AsSpan(_firstLag..(FrameLength / 2)));
    }
}
