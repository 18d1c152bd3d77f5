using System.Numerics.Tensors;

namespace VoiceLake.Signal.Internals;

/// <summary>The magnitudes of the lowest bins of the transform of a whole signal, of any length, under a symmetric Hann window.</summary>
/// <remarks>
/// The signal is averaged to a low rate with a Kaiser window, whose own spectrum is known and divided out (so does a non-uniform FFT:
/// Dutt and Rokhlin 1993, Fessler and Sutton 2003); the bins follow by a chirp convolution (Rabiner, Schafer and Rader 1969). What folds back
/// from higher bins is 1e-14 of them. A prime length costs no more than others, and only the plan of the last length is kept.
/// Holds working memory: one instance a thread.
/// </remarks>
/// <param name="highest">A bound of the frequencies, in cycles a sample, at most 0.28.</param>
internal sealed class LowSpectrum(double highest)
{
    // Of the window, in samples of the low rate; and the highest frequency of that rate: its images begin at 1 − 0.28.
    private const int Width = 16;
    private const double Band = 0.28;
    private const double Beta = Math.PI * Width * (1 - Band - 0.01);

    private readonly int _step = Math.Max(1, (int)(Band / highest));
    private readonly double[] _taps = Kaiser(Width * Math.Max(1, (int)(Band / highest)));
    private int _length;
    private int _count;
    private double[] _window = [];
    private double[] _padded = [];
    private double[] _chirpRe = [];
    private double[] _chirpIm = [];
    private double[] _filterRe = [];
    private double[] _filterIm = [];
    private double[] _re = [];
    private double[] _im = [];
    private double[] _gains = [];

    /// <summary>|X[k]| for the first <paramref name="bins"/> bins; valid until the next call.</summary>
    /// <param name="samples">The whole signal.</param>
    /// <param name="bins">As many as lie below the bound.</param>
    public Span<double> Magnitudes(ReadOnlySpan<float> samples, int bins)
    {
        if (samples.Length != _length || bins != _gains.Length)
        {
            Plan(samples.Length, bins);
        }

        var signal = _padded.AsSpan(_taps.Length - _step, samples.Length);
        TensorPrimitives.ConvertTruncating<float, double>(samples, signal);
        TensorPrimitives.Multiply(signal, _window, signal);
        for (var m = 0; m < _count; m++)
        {
            _re[m] = TensorPrimitives.Dot<double>(_padded.AsSpan(m * _step, _taps.Length), _taps);
        }

        TensorPrimitives.Multiply(_re.AsSpan(0, _count), _chirpIm.AsSpan(0, _count), _im);
        TensorPrimitives.Multiply(_re.AsSpan(0, _count), _chirpRe.AsSpan(0, _count), _re);
        _re.AsSpan(_count).Clear();
        _im.AsSpan(_count).Clear();
        var fft = Fft.Of(_re.Length);
        fft.Forward(_re, _im);
        ComplexSpans.Multiply(_re, _im, _filterRe, _filterIm, _re, _im);

        // The inverse transform is the forward one with the parts swapped; the turn that is left changes no magnitude.
        fft.Forward(_im, _re);
        var magnitudes = _re.AsSpan(0, bins);
        TensorPrimitives.Hypot<double>(magnitudes, _im.AsSpan(0, bins), magnitudes);
        TensorPrimitives.Multiply(magnitudes, _gains, magnitudes);
        return magnitudes;
    }

    private void Plan(int length, int bins)
    {
        _length = length;
        _window = new double[length];
        for (var n = 0; n < length; n++)
        {
            _window[n] = 2 * Math.PI * n / (length - 1);
        }

        TensorPrimitives.Cos<double>(_window, _window);
        TensorPrimitives.MultiplyAdd<double>(_window, -0.5, 0.5, _window);
        _count = ((length - 1 + _taps.Length - _step) / _step) + 1;
        _padded = new double[((_count - 1) * _step) + _taps.Length];

        // exp(−πi·step·t²/length): the square is taken modulo twice the length, so that the angle stays exact.
        var size = ComplexTransform.SmoothFrom(_count + bins - 1);
        (_chirpRe, _chirpIm) = (new double[Math.Max(_count, bins)], new double[Math.Max(_count, bins)]);
        (_filterRe, _filterIm, _re, _im) = (new double[size], new double[size], new double[size], new double[size]);
        for (var t = 0; t < _chirpRe.Length; t++)
        {
            (_chirpRe[t], _chirpIm[t]) = Twiddle.Root((long)t * t % (2L * length) * _step % (2L * length), 2L * length);
            if (t < bins)
            {
                (_filterRe[t], _filterIm[t]) = (_chirpRe[t], -_chirpIm[t]);
            }

            if (t > 0 && t < _count)
            {
                (_filterRe[size - t], _filterIm[size - t]) = (_chirpRe[t], -_chirpIm[t]);
            }
        }

        Fft.Of(size).Forward(_filterRe, _filterIm);
        _gains = new double[bins];
        for (var k = 0; k < bins; k++)
        {
            // The window's spectrum is that of the continuous one: sampled as finely, it folds nothing back.
            var angle = Math.PI * _taps.Length * k / length;
            var root = Math.Sqrt((Beta * Beta) - (angle * angle));
            _gains[k] = _step * root / (Math.Sinh(root) * _taps.Length * size);
        }
    }

    private static double[] Kaiser(int length)
        => [.. Enumerable.Range(0, length).Select(n => ((2.0 * n) + 1 - length) / length).Select(t => BesselI0(Beta * Math.Sqrt(1 - (t * t))))];

    /// <summary>The modified Bessel function of the first kind and order 0, by its series.</summary>
    private static double BesselI0(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
