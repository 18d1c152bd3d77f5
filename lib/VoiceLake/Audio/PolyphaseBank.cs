using System.Numerics;
using System.Runtime.InteropServices;

namespace VoiceLake.Audio;

/// <summary>A Kaiser-windowed sinc, sampled at evenly spaced phases between two input samples.</summary>
/// <remarks>
/// J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974: with attenuation A dB and
/// transition width Δf Hz the filter is (A − 7.95) / (14.36 Δf) seconds long and β = 0.1102 (A − 8.7).
/// </remarks>
internal sealed class PolyphaseBank
{
    // Rates with no common divisor would need as many phases as the target rate has Hz. Past this many coefficients (8 MB) the
    // bank has evenly spaced phases instead, close enough that interpolating between two of them errs by less than −120 dB.
    private const int MostCoefficients = 1 << 21;
    private const int InterpolatedPhases = 2_048;

    private readonly float[] _taps;
    private readonly int _tapsPerPhase;
    private readonly int _half;
    private readonly int _phases;

    private PolyphaseBank(float[] taps, int half, int phases) =>
        (_taps, _half, _tapsPerPhase, _phases) = (taps, half, 2 * half, phases);

    /// <summary>Designs the bank for going <paramref name="step"/> input samples for every <paramref name="phases"/> output samples.</summary>
    public static PolyphaseBank Design(int step, int phases, ResamplerOptions options)
    {
        // All frequencies in cycles an input sample; the lower Nyquist frequency is half of the lower rate.
        var rate = Math.Min(1, phases / (double)step);
        var cutoff = rate * (options.PassbandEdge + options.StopbandEdge) / 4;
        var transition = rate * (options.StopbandEdge - options.PassbandEdge) / 2;
        var halfLength = (options.StopbandAttenuationDb - 7.95) / (14.36 * transition) / 2;
        var beta = 0.1102 * (options.StopbandAttenuationDb - 8.7);
        var half = (int)Math.Ceiling(halfLength);
        var stored = (long)phases * 2 * half <= MostCoefficients ? phases : (int)Math.Ceiling(InterpolatedPhases * rate);
        var taps = new float[(stored + 1) * 2 * half];
        for (var phase = 0; phase <= stored; phase++)
        {
            FillPhase(taps.AsSpan(phase * 2 * half, 2 * half), phase / (double)stored, cutoff, halfLength, beta);
        }

        return new PolyphaseBank(taps, half, stored);
    }

    /// <summary>The sound at <paramref name="position"/> + <paramref name="phase"/> / <paramref name="phases"/> input samples.</summary>
    public float Apply(ReadOnlySpan<float> samples, int position, long phase, int phases)
    {
        if (phases == _phases)
        {
            return Dot(samples, position, (int)phase);
        }

        var place = phase * (double)_phases / phases;
        var lower = (int)place;
        var share = (float)(place - lower);
        return (Dot(samples, position, lower) * (1 - share)) + (Dot(samples, position, lower + 1) * share);
    }

    private static void FillPhase(Span<float> taps, double fraction, double cutoff, double halfLength, double beta)
    {
        var exact = new double[taps.Length];
        var sum = 0d;
        for (var i = 0; i < exact.Length; i++)
        {
            var time = fraction + (taps.Length / 2) - 1 - i;
            var inside = 1 - (time / halfLength * (time / halfLength));
            var angle = 2 * Math.PI * cutoff * time;
            exact[i] = inside < 0 ? 0 : (angle == 0 ? 1 : Math.Sin(angle) / angle) * BesselI0(beta * Math.Sqrt(inside));
            sum += exact[i];
        }

        // Every phase passes a constant unchanged, so that none of the phases is louder than another.
        for (var i = 0; i < exact.Length; i++)
        {
            taps[i] = (float)(exact[i] / sum);
        }
    }

    /// <summary>The modified Bessel function of the first kind and order zero, by its power series.</summary>
    private static double BesselI0(double x)
    {
        var (sum, term) = (1d, 1d);
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }

    private float Dot(ReadOnlySpan<float> samples, int position, int phase)
    {
        var taps = _taps.AsSpan(phase * _tapsPerPhase, _tapsPerPhase);
        var start = position - _half + 1;
        var skipped = Math.Max(0, -start);
        var count = Math.Min(_tapsPerPhase, samples.Length - start) - skipped;
        return count <= 0 ? 0 : Dot(samples.Slice(start + skipped, count), taps.Slice(skipped, count));
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var lefts = MemoryMarshal.Cast<float, Vector<float>>(left);
        var rights = MemoryMarshal.Cast<float, Vector<float>>(right);
        var (even, odd) = (Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i < lefts.Length - 1; i += 2)
        {
            even += lefts[i] * rights[i];
            odd += lefts[i + 1] * rights[i + 1];
        }

        if (i < lefts.Length)
        {
            even += lefts[i] * rights[i];
        }

        var sum = Vector.Sum(even + odd);
        for (var j = lefts.Length * Vector<float>.Count; j < left.Length; j++)
        {
            sum += left[j] * right[j];
        }

        return sum;
    }
}
