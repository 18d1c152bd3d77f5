using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Librosa;

/// <summary>
/// How far the peaks of spectra lie from the steps of a scale on A440: the most frequent deviation, in hundredths, among peaks at least as
/// high as their median. As librosa's estimate_tuning: peaks from 150 to 4,000 Hz above a tenth of their frame's maximum, placed by a parabola.
/// </summary>
/// <param name="sampleRate">Hz.</param>
/// <param name="fftLength">Points of the transform.</param>
/// <param name="tones">Tones of the scale in an octave; 12 are semitones.</param>
internal sealed class TuningEstimate(int sampleRate, int fftLength, int tones = 12)
{
    /// <summary>Steps from tone to tone.</summary>
    public const int Steps = 100;

    private const double Lowest = 150;
    private const double Highest = 4_000;
    private const float Threshold = 0.1f;
    private const float LowestA = 27.5f;
    private readonly int _from = Math.Max(1, (int)Math.Ceiling(Lowest * fftLength / sampleRate));
    private readonly int _to = Math.Min(fftLength / 2, (int)Math.Ceiling(Highest * fftLength / sampleRate));
    private readonly int[] _counts = new int[Steps];
    private readonly float[] _highest = new float[BatchFft.Lanes];
    private float[] _heights = [];
    private float[] _sorted = [];
    private byte[] _steps = [];
    private int _peaks;

    /// <summary>Takes the spectra of up to eight frames.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<float> spectra, int count)
    {
        var bins = MemoryMarshal.Cast<float, Vector256<float>>(spectra);
        var highest = Vector256<float>.Zero;
        foreach (var bin in bins)
        {
            highest = Vector256.Max(highest, bin);
        }

        var threshold = highest * Vector256.Create(Threshold);
        var wanted = (1u << count) - 1;
        for (var bin = _from; bin < _to; bin++)
        {
            var (before, value, after) = (bins[bin - 1], bins[bin], bins[bin + 1]);
            var peaks = Vector256.GreaterThan(value, threshold) & Vector256.GreaterThan(value, before) & Vector256.GreaterThanOrEqual(value, after);
            for (var lanes = Vector256.ExtractMostSignificantBits(peaks) & wanted; lanes != 0; lanes &= lanes - 1)
            {
                var lane = int.TrailingZeroCount((int)lanes);
                Add(bin, before[lane], value[lane], after[lane]);
            }
        }
    }

    /// <summary>The step from 0 to <see cref="Steps"/> − 1 that most peaks fall into; of a spectrum without peaks the one of no deviation.</summary>
    public int Find()
    {
        if (_peaks == 0)
        {
            return Steps / 2;
        }

        if (_sorted.Length < _peaks)
        {
            _sorted = new float[_heights.Length];
        }

        var heights = _heights.AsSpan(0, _peaks);
        heights.CopyTo(_sorted);
        var median = (float)Quantile.Select(_sorted.AsSpan(0, _peaks), 0.5);
        Array.Clear(_counts);
        for (var peak = 0; peak < _peaks; peak++)
        {
            _counts[_steps[peak]] += heights[peak] >= median ? 1 : 0;
        }

        return _counts.AsSpan().IndexOf(_counts.Max());
    }

    /// <summary>Forgets all peaks.</summary>
    public void Clear() => _peaks = 0;

    /// <summary>What a step stands for: its lower edge, from −0.5 to 0.49 of the way to the next tone.</summary>
    public static double Deviation(int step) => ((double)step / Steps) - 0.5;

    private void Add(int bin, float before, float value, float after)
    {
        // Single precision, as librosa's: one peak in some thousands falls to the other side of an edge otherwise.
        var (bend, slope) = (after + before - (2 * value), (after - before) / 2);
        var shift = Math.Abs(slope) >= Math.Abs(bend) ? 0 : -slope / bend;
        var hertz = (float)((bin + shift) * (double)sampleRate / fftLength);
        if (hertz <= 0)
        {
            return;
        }

        var tone = (float)Math.Log2(hertz / LowestA) * tones;
        var residual = tone - MathF.Floor(tone);
        residual -= residual >= 0.5f ? 1 : 0;
        var step = Math.Clamp((int)((residual + 0.5) * Steps), 0, Steps - 1);
        step += residual < Deviation(step) ? -1 : step < Steps - 1 && residual >= Deviation(step + 1) ? 1 : 0;
        if (_peaks == _heights.Length)
        {
            Array.Resize(ref _heights, Math.Max(1_024, 2 * _peaks));
            Array.Resize(ref _steps, _heights.Length);
        }

        (_heights[_peaks], _steps[_peaks++]) = (value + (0.5f * slope * shift), (byte)step);
    }
}
