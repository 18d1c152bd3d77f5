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
    private readonly int _bins;
    private readonly float[] _turns;
    private readonly Vector256<float>[] _signal;
    private readonly PolynomialRoots _roots = new(Order);

    public FormantLanes(FrameGrid grid)
    {
        _samples = (int)Math.Round(SampleRate * grid.Length / grid.SampleRate);
        var room = (_samples + Block - 1) / Block * Block;
        _bins = (Math.Min(grid.FftLength, _samples) / 2) - 1;
        _signal = new Vector256<float>[room + Order + 1];
        _turns = new float[room * 2 * _bins];
        var period = grid.FftLength * (double)_samples / grid.Length;
        for (var n = 0; n < room; n++)
        {
            for (var bin = 1; bin <= _bins; bin++)
            {
                var at = (((n / Block * _bins) + bin - 1) * 2 * Block) + (n % Block);
                var (sine, cosine) = Math.SinCos(2 * Math.PI * bin * n / period);
                (_turns[at], _turns[at + Block]) = ((float)cosine, (float)-sine);
            }
        }
    }

    public void Clear() => _roots.Clear();

    /// <summary>Finds the formants of some frames.</summary>
    /// <param name="re">Real parts by bin.</param>
    /// <param name="im">Imaginary parts by bin.</param>
    /// <param name="count">How many lanes hold a frame.</param>
    /// <param name="formants">Receives, frame by frame, the frequencies and then the bandwidths in Hz, 0 where there is none.</param>
    public void Compute(ReadOnlySpan<Vector256<float>> re, ReadOnlySpan<Vector256<float>> im, int count, Span<float> formants)
    {
        Resample(re, im);
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

    /// <summary>Four samples at a time: each is a sum too long for one chain of additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Resample(ReadOnlySpan<Vector256<float>> re, ReadOnlySpan<Vector256<float>> im)
    {
        for (var n = 0; n < _samples; n += Block)
        {
            var (a, b, c, d) = (re[0], re[0], re[0], re[0]);
            var turns = _turns.AsSpan(n * 2 * _bins, 2 * Block * _bins);
            for (var bin = 1; bin <= _bins; bin++, turns = turns[(2 * Block)..])
            {
                var (real, imaginary) = (re[bin], im[bin]);
                a = Vector256.FusedMultiplyAdd(imaginary, Vector256.Create(turns[4]), Vector256.FusedMultiplyAdd(real, Vector256.Create(turns[0]), a));
                b = Vector256.FusedMultiplyAdd(imaginary, Vector256.Create(turns[5]), Vector256.FusedMultiplyAdd(real, Vector256.Create(turns[1]), b));
                c = Vector256.FusedMultiplyAdd(imaginary, Vector256.Create(turns[6]), Vector256.FusedMultiplyAdd(real, Vector256.Create(turns[2]), c));
                d = Vector256.FusedMultiplyAdd(imaginary, Vector256.Create(turns[7]), Vector256.FusedMultiplyAdd(real, Vector256.Create(turns[3]), d));
            }

            (_signal[n], _signal[n + 1], _signal[n + 2], _signal[n + 3]) = (a, b, c, d);
        }

        // Zeros follow, so that every lag may be summed to the last sample.
        _signal.AsSpan(_samples).Clear();
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
        if (!coefficients.ContainsAnyExcept(0.0))
        {
            return;
        }

        Span<double> re = stackalloc double[Order];
        Span<double> im = stackalloc double[Order];
        _roots.Solve(coefficients, re, im);
        Span<double> hertz = stackalloc double[Formants];
        hertz.Fill(double.PositiveInfinity);
        for (var root = 0; root < Order; root++)
        {
            var frequency = Math.Atan2(im[root], re[root]) * SampleRate / (2 * Math.PI);
            if (frequency is < LowestHertz or > HighestHertz || frequency >= hertz[^1])
            {
                continue;
            }

            // A root outside the unit circle is mirrored into it.
            var bandwidth = Math.Abs(Math.Log((re[root] * re[root]) + (im[root] * im[root]))) * SampleRate / (2 * Math.PI);
            var at = Formants - 1;
            for (; at > 0 && hertz[at - 1] > frequency; at--)
            {
                (hertz[at], formants[at], formants[Formants + at]) = (hertz[at - 1], formants[at - 1], formants[Formants + at - 1]);
            }

            (hertz[at], formants[at], formants[Formants + at]) = (frequency, (float)frequency, (float)bandwidth);
        }
    }
}
