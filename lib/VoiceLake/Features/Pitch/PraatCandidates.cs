using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Pitch;

/// <summary>The maxima of the autocorrelation of eight frames, as candidates for their F0.</summary>
/// <remarks>
/// Boersma, IFA Proceedings 17 (1993): the autocorrelation of the windowed frame over that of the window, its maxima refined by sinc
/// interpolation. Where there are more than are kept, those of low strength and low frequency go. Holds working memory: one instance a thread.
/// </remarks>
internal sealed class PraatCandidates
{
    private const int Lanes = BatchFft.Lanes;
    private const int SincDepth = 70;

    private readonly PitchOptions _options;
    private readonly PraatWindow _window;
    private readonly BatchAutocorrelation _autocorrelation;
    private readonly float[] _correction;
    private readonly float[] _correlation;
    private readonly float[] _curves;
    private readonly int _stride;
    private readonly int _before;
    private readonly SincPeak[] _peaks;
    private readonly int[][] _maxima;
    private readonly int[] _counts = new int[Lanes];
    private readonly (float Frequency, float Strength)[] _kept;

    /// <summary>Prepares transforms and tables.</summary>
    public PraatCandidates(PitchOptions options, PraatWindow window)
    {
        (_options, _window) = (options, window);
        _autocorrelation = new BatchAutocorrelation(window.Length, window.LargestLag);
        _correction = window.Correction();
        _correlation = new float[(window.LargestLag + 1) * Lanes];
        _kept = new (float, float)[Math.Max(options.Candidates, (int)(options.Ceiling / options.Floor)) - 1];
        _maxima = [.. Enumerable.Range(0, Lanes).Select(_ => new int[window.MaximumLag])];

        // Near the largest lag there are fewer samples to interpolate from.
        int Depth(int lag) => Math.Clamp(window.LargestLag - lag, 1, SincDepth);
        var tables = Enumerable.Range(0, window.MaximumLag).Select(Depth).Distinct().ToDictionary(depth => depth, depth => new SincPeak(depth));
        _peaks = [.. Enumerable.Range(0, window.MaximumLag).Select(lag => tables[Depth(lag)])];

        // Lags below zero mirror those above; a row holds both, and what the tables read beyond.
        _before = SincDepth + 2;
        _stride = _before + window.LargestLag + 1 + SincPeak.Slack;
        _curves = new float[_stride * Lanes];
    }

    /// <summary>Takes the next frames.</summary>
    /// <param name="frames">Eight windowed frames, side by side.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(ReadOnlySpan<float> frames)
    {
        _autocorrelation.Compute(frames, _correlation);
        var curves = MemoryMarshal.Cast<float, Vector256<float>>(_correlation.AsSpan());
        var scale = Vector256<float>.One / curves[0];
        for (var lag = 0; lag < curves.Length; lag++)
        {
            curves[lag] *= scale * Vector256.Create(_correction[lag]);
        }

        _counts.AsSpan().Clear();
        var least = Vector256.Create((float)(0.5 * _options.VoicingThreshold));
        for (var lag = 2; lag < _window.MaximumLag; lag++)
        {
            var here = curves[lag];
            var high = Vector256.GreaterThan(here, least) & Vector256.GreaterThan(here, curves[lag - 1]) & Vector256.GreaterThanOrEqual(here, curves[lag + 1]);
            for (var lanes = high.ExtractMostSignificantBits(); lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                _maxima[lane][_counts[lane]++] = lag;
            }
        }

        LaneTranspose.FromLanes(_correlation, _curves.AsSpan(_before), _stride);
    }

    /// <summary>The candidates of one of the eight frames, without that of no voice; valid until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<(float Frequency, float Strength)> Of(int lane)
    {
        var curve = _curves.AsSpan(lane * _stride, _stride);
        var maxima = _maxima[lane].AsSpan(0, _counts[lane]);
        for (var lag = 1; lag <= _before && !maxima.IsEmpty; lag++)
        {
            curve[_before - lag] = curve[_before + lag];
        }

        var count = 0;
        foreach (var lag in maxima)
        {
            var (place, height) = _peaks[lag].Find(curve, _before + lag);
            var candidate = ((float)(_options.SampleRate / (place - _before)), (float)(height > 1 ? 1 / height : height));
            var at = count < _kept.Length ? count++ : Weaker(candidate);
            if (at >= 0)
            {
                _kept[at] = candidate;
            }
        }

        // Beyond the ceiling a candidate counts as no voice, which every frame has.
        var below = 0;
        foreach (var candidate in _kept.AsSpan(0, count))
        {
            if (candidate.Frequency < _options.Ceiling)
            {
                _kept[below++] = candidate;
            }
        }

        return _kept.AsSpan(0, below);
    }

    /// <summary>The place of the weakest candidate where it is weaker than another; −1 where it is not.</summary>
    private int Weaker((float Frequency, float Strength) candidate)
    {
        var weakest = 0;
        for (var other = 1; other < _kept.Length; other++)
        {
            weakest = Merit(_kept[other]) < Merit(_kept[weakest]) ? other : weakest;
        }

        return Merit(candidate) > Merit(_kept[weakest]) ? weakest : -1;
    }

    private double Merit((float Frequency, float Strength) candidate) => candidate.Strength + (_options.OctaveCost * Math.Log2(candidate.Frequency / _options.Floor));
}
