using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Egemaps;

/// <summary>Finds the fundamentals that explain the harmonics of eight frames: the octave spectrum added to itself, shifted by the harmonics.</summary>
/// <remarks>Source: Hermes, Measurement of pitch by subharmonic summation, JASA 83 (1988).</remarks>
internal sealed class SubharmonicSum
{
    /// <summary>Fundamentals kept of a frame.</summary>
    public const int Candidates = 6;

    private const int Block = 4;
    private const int Harmonics = 15;
    private const double Compression = 0.85;
    private const double LowestHertz = 55;
    private const double HighestHertz = 1_000;

    private readonly OctaveSpectrum _spectrum;
    private readonly int _points;
    private readonly int[] _shifts = new int[Harmonics];
    private readonly float[] _weights = new float[Harmonics];
    private readonly Vector256<float>[] _octaves;
    private readonly Vector256<float>[] _sums;
    private readonly int[] _places = new int[BatchFft.Lanes * Candidates];
    private readonly float[] _heights = new float[BatchFft.Lanes * Candidates];

    public SubharmonicSum(int bins, double binWidth)
    {
        (_spectrum, _points) = (new OctaveSpectrum(bins, binWidth), bins);
        var perOctave = (float)(bins / (Math.Log2((bins - 1) * binWidth) - _spectrum.Lowest));
        for (var harmonic = 0; harmonic < Harmonics; harmonic++)
        {
            _shifts[harmonic] = (int)Math.Floor(perOctave * Math.Log2(harmonic + 1));
            _weights[harmonic] = (float)(Math.Pow(Compression, harmonic) / Harmonics);
        }

        // Beyond the last point there is nothing to add.
        _octaves = new Vector256<float>[bins + _shifts[^1] + Block];
        _sums = new Vector256<float>[bins + Block];
    }

    /// <summary>Finds the fundamentals of eight frames.</summary>
    /// <param name="magnitude">Spectra by bin; overwritten.</param>
    /// <param name="pitch">Receives the candidates of each frame, in Hz; the best comes first, 0 where there is none.</param>
    /// <param name="voicing">Receives how far each stands out, 0 to 1.</param>
    public void Compute(Span<Vector256<float>> magnitude, Span<float> pitch, Span<float> voicing)
    {
        _spectrum.Compute(magnitude, _octaves);
        var mean = Sum() / Vector256.Create((float)_points);
        PickPeaks();
        for (var lane = 0; lane < BatchFft.Lanes; lane++)
        {
            Refine(lane, mean[lane], pitch.Slice(lane * Candidates, Candidates), voicing.Slice(lane * Candidates, Candidates));
        }
    }

    /// <summary>Four points at a time: each is a chain of additions of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector256<float> Sum()
    {
        var total = Vector256<float>.Zero;
        for (var point = 0; point < _points; point += Block)
        {
            var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (var harmonic = 0; harmonic < Harmonics; harmonic++)
            {
                var weight = Vector256.Create(_weights[harmonic]);
                var own = _octaves.AsSpan(point + _shifts[harmonic], Block);
                a = Vector256.FusedMultiplyAdd(weight, own[0], a);
                b = Vector256.FusedMultiplyAdd(weight, own[1], b);
                c = Vector256.FusedMultiplyAdd(weight, own[2], c);
                d = Vector256.FusedMultiplyAdd(weight, own[3], d);
            }

            (_sums[point], _sums[point + 1], _sums[point + 2], _sums[point + 3]) = (a, b, c, d);
            total += (a + b) + (c + d);
        }

        return total;
    }

    /// <summary>Keeps the highest local maxima of each lane, the highest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PickPeaks()
    {
        _heights.AsSpan().Clear();
        var lowest = Vector256<float>.Zero;
        for (var point = 1; point < _points - 1; point++)
        {
            var own = _sums[point];
            var peaks = Vector256.GreaterThan(own, _sums[point - 1]) & Vector256.GreaterThan(own, _sums[point + 1]) & Vector256.GreaterThan(own, lowest);
            for (var left = peaks.ExtractMostSignificantBits(); left != 0; left &= left - 1)
            {
                var lane = System.Numerics.BitOperations.TrailingZeroCount(left);
                Insert(lane * Candidates, point, own[lane]);
                lowest = lowest.WithElement(lane, _heights[(lane * Candidates) + Candidates - 1]);
            }
        }
    }

    private void Insert(int first, int place, float height)
    {
        var at = first + Candidates - 1;
        for (; at > first && _heights[at - 1] < height; at--)
        {
            (_heights[at], _places[at]) = (_heights[at - 1], _places[at - 1]);
        }

        (_heights[at], _places[at]) = (height, place);
    }

    /// <summary>Places each peak between the points by a parabola, drops those out of range and moves the highest to the front.</summary>
    private void Refine(int lane, double mean, Span<float> pitch, Span<float> voicing)
    {
        pitch.Clear();
        voicing.Clear();
        var (count, best, highest) = (0, 0, float.NegativeInfinity);
        for (var candidate = 0; candidate < Candidates && _heights[(lane * Candidates) + candidate] > 0; candidate++)
        {
            var place = _places[(lane * Candidates) + candidate];
            double below = _sums[place - 1][lane], own = _sums[place][lane], above = _sums[place + 1][lane];
            var (slope, bend) = (above - below, below - (2 * own) + above);
            var height = own - (slope * slope / (8 * bend));
            var hertz = double.Exp2(_spectrum.Lowest + ((place - (slope / (2 * bend))) * _spectrum.Step));
            if (hertz is < LowestHertz or > HighestHertz)
            {
                continue;
            }

            if ((float)height > highest)
            {
                (best, highest) = (count, (float)height);
            }

            (pitch[count], voicing[count]) = ((float)hertz, height > mean ? (float)(1 - (mean / height)) : 0);
            count++;
        }

        (pitch[0], pitch[best]) = (pitch[best], pitch[0]);
        (voicing[0], voicing[best]) = (voicing[best], voicing[0]);
    }
}
