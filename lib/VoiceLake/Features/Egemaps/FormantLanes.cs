using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Egemaps;

/// <summary>Frequencies and bandwidths of the first formants of eight frames: their spectra carried to 11 kHz, linear prediction of order 11, roots.</summary>
/// <remarks>
/// As openSMILE 3.0 does it: the inverse transform to 11 kHz gives as many samples and takes as many bins as the frame without its zeros would
/// have, and the predictor enters the polynomial with the opposite sign.
/// </remarks>
internal sealed class FormantLanes
{
    /// <summary>Formants kept of a frame.</summary>
    public const int Formants = 3;

    private const int Order = 11;
    private const int Block = 4;
    private const double SampleRate = 11_000;
    private const double LowestHertz = 50;
    private const double HighestHertz = 5_450;

    private readonly int _samples;
    private readonly SpectrumResampler _resampler;
    private readonly Vector256<float>[] _signal;
    private readonly PolynomialRoots _roots = new(Order);

    public FormantLanes(FrameGrid grid)
    {
        var samples = (int)Math.Round(SampleRate * grid.Length / grid.SampleRate);
        _resampler = new SpectrumResampler(samples, (Math.Min(grid.FftLength, samples) / 2) - 1, grid.FftLength * (double)samples / grid.Length);

        (_samples, _signal) = (samples, new Vector256<float>[_resampler.Room + Order + 1]);
    }

    public void Clear() => _roots.Clear();

    /// <summary>Finds the formants of some frames.</summary>
    /// <param name="re">Real parts by bin.</param>
    /// <param name="im">Imaginary parts by bin.</param>
    /// <param name="count">How many lanes hold a frame.</param>
    /// <param name="formants">Receives, frame by frame, the frequencies and then the bandwidths in Hz, 0 where there is none.</param>
    public void Compute(ReadOnlySpan<Vector256<float>> re, ReadOnlySpan<Vector256<float>> im, int count, Span<float> formants)
    {
        _resampler.Resample(re, im, _signal);

        // Zeros follow, so that every lag may be summed to the last sample.
        _signal.AsSpan(_samples).Clear();
        Span<Vector256<float>> predictor = stackalloc Vector256<float>[Order];
        Predict(predictor);
        Span<double> coefficients = stackalloc double[Order];
        for (var lane = 0; lane < count; lane++)
        {
            for (var order = 0; order < Order; order++)
            {
                coefficients[order] = -predictor[order][lane];
            }

            Solve(coefficients, formants.Slice(lane * 2 * Formants, 2 * Formants));
        }
    }

    /// <summary>Autocorrelation and Durbin's recursion, in single precision as the reference has it: most of the spectrum is empty, and what is found there is rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Predict(Span<Vector256<float>> predictor)
    {
        Span<Vector256<float>> correlation = stackalloc Vector256<float>[Order + 1];
        for (var lag = 0; lag <= Order; lag += Block)
        {
            var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (var n = 0; n < _samples; n++)
            {
                var own = _signal[n];
                (a, b, c, d) = (a + (own * _signal[n + lag]), b + (own * _signal[n + lag + 1]), c + (own * _signal[n + lag + 2]), d + (own * _signal[n + lag + 3]));
            }

            (correlation[lag], correlation[lag + 1], correlation[lag + 2], correlation[lag + 3]) = (a, b, c, d);
        }

        predictor.Clear();
        var error = correlation[0];
        for (var order = 1; order <= Order; order++)
        {
            var sum = correlation[order];
            for (var n = 1; n < order; n++)
            {
                sum += predictor[n - 1] * correlation[order - n];
            }

            var reflection = Vector256.AndNot(-(Vector256<float>.One / error) * sum, Vector256.Equals(error, Vector256<float>.Zero));
            predictor[order - 1] = reflection;
            for (var (low, high) = (0, order - 2); low <= high; (low, high) = (low + 1, high - 1))
            {
                var (a, b) = (predictor[low], predictor[high]);
                (predictor[low], predictor[high]) = (a + (reflection * b), b + (reflection * a));
            }

            error *= Vector256<float>.One - (reflection * reflection);
        }
    }

    private void Solve(ReadOnlySpan<double> coefficients, Span<float> formants)
    {
        formants.Clear();
        Span<double> re = stackalloc double[Order];
        Span<double> im = stackalloc double[Order];
        if (!coefficients.ContainsAnyExcept(0.0) || !_roots.Solve(coefficients, re, im))
        {
            return;
        }

        Span<double> hertz = stackalloc double[Formants];
        Span<double> square = stackalloc double[Formants];
        hertz.Fill(double.PositiveInfinity);
        for (var root = 0; root < Order; root++)
        {
            var frequency = im[root] > 0 ? Math.Atan2(im[root], re[root]) * SampleRate / (2 * Math.PI) : 0;
            if (frequency is < LowestHertz or > HighestHertz || frequency >= hertz[^1])
            {
                continue;
            }

            var at = Formants - 1;
            for (; at > 0 && hertz[at - 1] > frequency; at--)
            {
                (hertz[at], square[at]) = (hertz[at - 1], square[at - 1]);
            }

            (hertz[at], square[at]) = (frequency, (re[root] * re[root]) + (im[root] * im[root]));
        }

        for (var formant = 0; formant < Formants && double.IsFinite(hertz[formant]); formant++)
        {
            // A root outside the unit circle is mirrored into it.
            var bandwidth = Math.Abs(Math.Log(square[formant])) * SampleRate / (2 * Math.PI);
            (formants[formant], formants[Formants + formant]) = ((float)hertz[formant], (float)bandwidth);
        }
    }
}
