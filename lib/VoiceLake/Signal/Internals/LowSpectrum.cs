using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
    private const int AtOnce = 8;
    private const double Beta = Math.PI * Width * (1 - Band - 0.01);

    private readonly int _step = Math.Max(1, (int)(Band / highest));
    private readonly double[] _taps = Kaiser(Width * Math.Max(1, (int)(Band / highest)));
    private int _length;
    private int _bins;
    private int _count;
    private int _size;

    // Grown where a length needs more, never shrunk.
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
        if (samples.Length != _length || bins != _bins)
        {
            Plan(samples.Length, bins);
        }

        var signal = _padded.AsSpan(_taps.Length - _step, samples.Length);
        TensorPrimitives.ConvertTruncating<float, double>(samples, signal);
        TensorPrimitives.Multiply(signal, _window.AsSpan(0, samples.Length), signal);
        Average();
        var re = _re.AsSpan(0, _size);
        var im = _im.AsSpan(0, _size);
        TensorPrimitives.Multiply(re[.._count], _chirpIm.AsSpan(0, _count), im);
        TensorPrimitives.Multiply(re[.._count], _chirpRe.AsSpan(0, _count), re);
        re[_count..].Clear();
        im[_count..].Clear();
        var fft = Fft.Of(_size);
        fft.Forward(re, im);
        ComplexSpans.Multiply(re, im, _filterRe, _filterIm, re, im);

        // The inverse transform is the forward one with the parts swapped; the turn that is left changes no magnitude.
        fft.Forward(im, re);
        var magnitudes = re[..bins];
        TensorPrimitives.Hypot<double>(magnitudes, im[..bins], magnitudes);
        TensorPrimitives.Multiply(magnitudes, _gains.AsSpan(0, bins), magnitudes);
        return magnitudes;
    }

    private void Plan(int length, int bins)
    {
        (_length, _bins) = (length, bins);
        Hann(Room(ref _window, length));
        _count = (((length - 1 + _taps.Length - _step) / _step) + AtOnce) / AtOnce * AtOnce;
        Room(ref _padded, ((_count - 1) * _step) + _taps.Length).Clear();

        // exp(−πi·step·t²/length): the square is taken modulo twice the length, so that the angle stays exact.
        _size = ComplexTransform.SmoothFrom(_count + bins - 1);
        Room(ref _re, _size);
        Room(ref _im, _size);
        var chirpRe = Room(ref _chirpRe, Math.Max(_count, bins));
        var chirpIm = Room(ref _chirpIm, Math.Max(_count, bins));
        var filterRe = Room(ref _filterRe, _size);
        var filterIm = Room(ref _filterIm, _size);
        filterRe.Clear();
        filterIm.Clear();
        for (var t = 0; t < chirpRe.Length; t++)
        {
            (chirpRe[t], chirpIm[t]) = Twiddle.Root((long)t * t % (2L * length) * _step % (2L * length), 2L * length);
            if (t < bins)
            {
                (filterRe[t], filterIm[t]) = (chirpRe[t], -chirpIm[t]);
            }

            if (t > 0 && t < _count)
            {
                (filterRe[_size - t], filterIm[_size - t]) = (chirpRe[t], -chirpIm[t]);
            }
        }

        Fft.Of(_size).Forward(filterRe, filterIm);
        var gains = Room(ref _gains, bins);
        for (var k = 0; k < bins; k++)
        {
            // The window's spectrum is that of the continuous one: sampled as finely, it folds nothing back.
            var angle = Math.PI * _taps.Length * k / length;
            var root = Math.Sqrt((Beta * Beta) - (angle * angle));
            gains[k] = _step * root / (Math.Sinh(root) * _taps.Length * _size);
        }
    }

    /// <summary>The symmetric window; a cosine is that of the beginning of its row, turned by its place in the row.</summary>
    private static void Hann(Span<double> window)
    {
        const int Row = 128;
        Span<double> re = stackalloc double[Row];
        Span<double> im = stackalloc double[Row];
        var length = window.Length - 1;
        for (var place = 0; place < Row; place++)
        {
            (re[place], im[place]) = Twiddle.Root(place, length);
        }

        for (var first = 0; first < window.Length; first += Row)
        {
            var row = window[first..Math.Min(first + Row, window.Length)];
            var (turnRe, turnIm) = Twiddle.Root(first, length);
            TensorPrimitives.Multiply(re[..row.Length], -0.5 * turnRe, row);
            TensorPrimitives.MultiplyAdd(im[..row.Length], 0.5 * turnIm, row, row);
            TensorPrimitives.Add(row, 0.5, row);
        }
    }

    private static Span<double> Room(ref double[] values, int length)
    {
        if (values.Length < length)
        {
            values = new double[length];
        }

        return values.AsSpan(0, length);
    }

    /// <summary>The signal at the low rate: eight values at once, so that a tap is loaded once for all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Average()
    {
        ref var taps = ref _taps[0];
        for (var m = 0; m < _count; m += AtOnce)
        {
            ref var a = ref _padded[m * _step];
            ref var b = ref Unsafe.Add(ref a, _step);
            ref var c = ref Unsafe.Add(ref b, _step);
            ref var d = ref Unsafe.Add(ref c, _step);
            ref var e = ref Unsafe.Add(ref d, _step);
            ref var f = ref Unsafe.Add(ref e, _step);
            ref var g = ref Unsafe.Add(ref f, _step);
            ref var h = ref Unsafe.Add(ref g, _step);
            var (sumA, sumB, sumC, sumD) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            var (sumE, sumF, sumG, sumH) = (sumA, sumB, sumC, sumD);
            for (nuint n = 0; n < (nuint)_taps.Length; n += (nuint)Vector256<double>.Count)
            {
                var tap = Vector256.LoadUnsafe(ref taps, n);
                sumA = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref a, n), sumA);
                sumB = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref b, n), sumB);
                sumC = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref c, n), sumC);
                sumD = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref d, n), sumD);
                sumE = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref e, n), sumE);
                sumF = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref f, n), sumF);
                sumG = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref g, n), sumG);
                sumH = Vector256.FusedMultiplyAdd(tap, Vector256.LoadUnsafe(ref h, n), sumH);
            }

            var values = _re.AsSpan(m, AtOnce);
            (values[0], values[1], values[2], values[3]) = (Vector256.Sum(sumA), Vector256.Sum(sumB), Vector256.Sum(sumC), Vector256.Sum(sumD));
            (values[4], values[5], values[6], values[7]) = (Vector256.Sum(sumE), Vector256.Sum(sumF), Vector256.Sum(sumG), Vector256.Sum(sumH));
        }
    }

    private static double[] Kaiser(int length)
        => [.. Enumerable.Range(0, length).Select(n => ((2.0 * n) + 1 - length) / length).Select(t => BesselFunction.I0(Beta * Math.Sqrt(1 - (t * t))))];
}
