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
    private readonly float[] _padded;
    private readonly float[] _work;
    private readonly FftPackTransform<float> _fft;

    public KaldiFrames(KaldiOptions options)
    {
        _window = [.. WindowFunction.Povey(options.FrameLength).Select(factor => factor * FullScale)];
        _preEmphasis = (float)options.PreEmphasis;
        _fft = FftPackTransform<float>.Of(options.FftLength);
        (_padded, _work) = (new float[options.FftLength * BatchFft.Lanes], new float[options.FftLength * BatchFft.Lanes]);
        Power = new float[_fft.Bins * BatchFft.Lanes];
    }

    /// <summary>Where eight frames of samples go, side by side; overwritten by <see cref="Transform"/>.</summary>
    public Span<float> Samples => _padded.AsSpan(0, _window.Length * BatchFft.Lanes);

    /// <summary>What <see cref="Transform"/> gives: |X|² of eight frames, side by side.</summary>
    public float[] Power { get; }

    public void Transform()
    {
        Prepare(MemoryMarshal.Cast<float, Vector256<float>>(Samples), _window, _preEmphasis);
        _padded.AsSpan(Samples.Length).Clear();
        _fft.Power(_padded, _work, Power);
    }

    /// <summary>Each sample less the mean, less a share of the one before, times the window; the first counts as its own predecessor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Prepare(Span<Vector256<float>> frames, float[] window, float preEmphasis)
    {
        // Samples of 16 bits add up without rounding, so that a constant leaves exact zeros.
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

        var mean = (even + odd) / Vector256.Create((float)frames.Length);
        var share = Vector256.Create(preEmphasis);
        var before = frames[0] - mean;
        for (n = 0; n < frames.Length; n++)
        {
            var sample = frames[n] - mean;
            frames[n] = (sample - (share * before)) * Vector256.Create(window[n]);
            before = sample;
        }
    }
}
