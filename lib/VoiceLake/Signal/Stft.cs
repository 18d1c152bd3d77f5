namespace VoiceLake.Signal;

/// <summary>The short-time Fourier transform: the spectrum of every few milliseconds of a signal.</summary>
/// <remarks>librosa's convention: a periodic Hann window, frames centred on their time, zeros beyond both ends. Notebook: 03-gold-features</remarks>
public static class Stft
{
    /// <summary>Frames of a signal: one at every whole number of hops, from the first sample on.</summary>
    public static int Frames(int samples, int hop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(hop, 1);
        return 1 + (samples / hop);
    }

    /// <summary>|X|² by frame, then by bin from 0 to half the transform's length.</summary>
    /// <param name="samples">The signal.</param>
    /// <param name="fftLength">Samples of a frame and points of its transform.</param>
    /// <param name="hop">Samples from one frame to the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 1.</exception>
    public static double[][] Power(ReadOnlySpan<float> samples, int fftLength, int hop)
    {
        var fft = RealFft.Of(fftLength);
        var window = WindowFunction.Hann(fftLength);
        var frames = new double[Frames(samples.Length, hop)][];
        var (frame, im) = (new double[fftLength], new double[fft.Bins]);
        for (var index = 0; index < frames.Length; index++)
        {
            var start = (index * hop) - (fftLength / 2);
            for (var n = 0; n < fftLength; n++)
            {
                var at = start + n;
                frame[n] = at >= 0 && at < samples.Length ? window[n] * samples[at] : 0;
            }

            var re = new double[fft.Bins];
            fft.Forward(frame, re, im);
            for (var bin = 0; bin < re.Length; bin++)
            {
                re[bin] = (re[bin] * re[bin]) + (im[bin] * im[bin]);
            }

            frames[index] = re;
        }

        return frames;
    }
}
