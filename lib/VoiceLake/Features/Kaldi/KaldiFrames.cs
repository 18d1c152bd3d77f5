using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Kaldi;

/// <summary>
/// Takes eight frames of samples to their power spectra, as Kaldi does: mean, pre-emphasis, window, zeros at the end. Every step rounds as
/// torchaudio's in single precision: that rounding shows in quiet bands, to 5e-3 in a coefficient.
/// </summary>
internal sealed class KaldiFrames
{
    // Kaldi takes samples as integers of 16 bits.
    private const float FullScale = 32_768;
    private readonly float[] _window;
    private readonly float _preEmphasis;
    private readonly int _length;

    // A sample that stands before the first one, the samples of a frame, and zeros.
    private readonly Memory<float> _padded;
    private readonly Memory<float> _work;
    private readonly Memory<float> _power;
    private readonly FftPackTransform<float> _fft;

    public KaldiFrames(KaldiOptions options)
    {
        (_length, _preEmphasis) = (options.FrameLength, (float)options.PreEmphasis);
        _window = new float[options.FftLength];
        WindowFunction.Povey(_length).Select(factor => factor * FullScale).ToArray().CopyTo(_window, 0);
        _fft = FftPackTransform<float>.Of(options.FftLength);
        _padded = LaneBuffer.Of<float>((1 + options.FftLength) * BatchFft.Lanes);
        (_work, _power) = (LaneBuffer.Of<float>(options.FftLength * BatchFft.Lanes), LaneBuffer.Of<float>(_fft.Bins * BatchFft.Lanes));
    }

    /// <summary>Where eight frames of samples go, side by side; overwritten by <see cref="Transform"/>.</summary>
    public Span<float> Samples => _padded.Span.Slice(BatchFft.Lanes, _length * BatchFft.Lanes);

    /// <summary>What <see cref="Transform"/> gives: |X|² of eight frames, side by side.</summary>
    public ReadOnlySpan<float> Power => _power.Span;

    public void Transform()
    {
        var padded = MemoryMarshal.Cast<float, Vector256<float>>(_padded.Span);
        var samples = padded[1..];
        padded[0] = samples[0];
        samples[_length..].Clear();
        var conditioned = new Conditioned(ref samples[0], ref _window[0], Mean(samples[.._length]), Vector256.Create(_preEmphasis));
        _fft.Power(conditioned, _work.Span, _padded.Span[BatchFft.Lanes..], _power.Span);
    }

    // Samples of 16 bits add up without rounding, so that a constant leaves exact zeros.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<float> Mean(ReadOnlySpan<Vector256<float>> frames)
    {
        var (even, odd) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var n = 0;
        for (; n < frames.Length - 1; n += 2)
        {
            (even, odd) = (even + frames[n], odd + frames[n + 1]);
        }

        if (n < frames.Length)
        {
            even += frames[n];
        }

        return (even + odd) / Vector256.Create((float)frames.Length);
    }

    /// <summary>Each sample less the mean, less a share of the one before, times the window.</summary>
    private readonly ref struct Conditioned(ref Vector256<float> samples, ref float window, Vector256<float> mean, Vector256<float> share) : ILaneSource<float>
    {
        private readonly ref Vector256<float> _samples = ref samples;
        private readonly ref float _window = ref window;
        private readonly Vector256<float> _mean = mean;
        private readonly Vector256<float> _share = share;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> At(nint n)
            => (Unsafe.Add(ref _samples, n) - _mean - (_share * (Unsafe.Add(ref _samples, n - 1) - _mean))) * Vector256.Create(Unsafe.Add(ref _window, n));
    }
}
