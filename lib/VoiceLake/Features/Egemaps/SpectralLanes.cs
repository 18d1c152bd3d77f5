using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Features.Egemaps;

/// <summary>The balance of the spectra of eight frames, and how they change from frame to frame.</summary>
/// <remarks>Sources: Eyben et al., The Geneva minimalistic acoustic parameter set, IEEE TAC 7 (2016); openSMILE 3.0, cSpectral.</remarks>
internal sealed class SpectralLanes
{
    private const double LowestPower = 1e-14;
    private const int LowHertz = 500;
    private const int HighHertz = 1_500;
    private const double FluxHertz = 5_000;

    private readonly double _binWidth;
    private readonly int _bins;
    private readonly int _fluxBins;
    private readonly int _alphaBin;
    private readonly int _hammarbergBin;
    private readonly int _lastBin;
    private readonly (int From, int To, float[] Weights) _low;
    private readonly (int From, int To, float[] Weights) _high;
    private readonly Vector256<float>[] _logs;
    private readonly float[] _before;

    public SpectralLanes(FrameGrid grid)
    {
        (_binWidth, _bins) = (grid.BinWidth, grid.Bins);
        _fluxBins = Below(FluxHertz);
        (_alphaBin, _hammarbergBin) = (Below(1_000), Below(2_000));
        _lastBin = Math.Min((int)(5_000 / _binWidth), _bins - 1);
        (_low, _high) = (Slope(0, LowHertz), Slope(LowHertz, HighHertz));
        _logs = new Vector256<float>[_high.To + 1];
        _before = new float[_fluxBins];
    }

    /// <summary>How many values <see cref="Compute"/> gives.</summary>
    public const int Values = 5;

    /// <summary>Measures eight spectra.</summary>
    /// <param name="power">By bin.</param>
    /// <param name="isFirst">Whether the first frame is the clip's: it has not changed.</param>
    /// <param name="values">Receives alpha ratio (dB), Hammarberg index (dB), slopes below and above 500 Hz (dB a Hz) and flux.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(ReadOnlySpan<Vector256<float>> power, bool isFirst, Span<Vector256<float>> values)
    {
        var (below1, above1, below2, above2) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var bin = 0; bin < _hammarbergBin; bin++)
        {
            below1 += bin < _alphaBin ? power[bin] : Vector256<float>.Zero;
            above1 += bin < _alphaBin ? Vector256<float>.Zero : power[bin];
            below2 = Vector256.Max(below2, power[bin]);
        }

        for (var bin = _hammarbergBin; bin <= _lastBin; bin++)
        {
            above1 += power[bin];
            above2 = Vector256.Max(above2, power[bin]);
        }

        for (var bin = 0; bin < _logs.Length; bin++)
        {
            _logs[bin] = Decibels(Floor(power[bin]));
        }

        values[0] = Vector256.AndNot(Decibels(Floor(above1)) - Decibels(below1), Vector256.Equals(below1, Vector256<float>.Zero));
        values[1] = Vector256.AndNot(Decibels(Floor(below2)) - Decibels(above2), Vector256.Equals(above2, Vector256<float>.Zero));
        values[2] = Dot(_low);
        values[3] = Dot(_high);
        values[4] = Flux(power, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector256<float> Flux(ReadOnlySpan<Vector256<float>> power, bool isFirst)
    {
        var (sum, shift) = (Vector256<float>.Zero, Vector256.Create(0, 0, 1, 2, 3, 4, 5, 6));
        for (var bin = 0; bin < _fluxBins; bin++)
        {
            var own = Vector256.Sqrt(power[bin]);
            var change = own - Vector256.Shuffle(own, shift).WithElement(0, _before[bin]);
            sum = Vector256.FusedMultiplyAdd(change, change, sum);
            _before[bin] = own[7];
        }

        var flux = Vector256.Sqrt(sum / Vector256.Create((float)_fluxBins));
        return isFirst ? flux.WithElement(0, 0) : flux;
    }

    private Vector256<float> Dot((int From, int To, float[] Weights) slope)
    {
        var sum = Vector256<float>.Zero;
        for (var bin = slope.From; bin <= slope.To; bin++)
        {
            sum = Vector256.FusedMultiplyAdd(Vector256.Create(slope.Weights[bin - slope.From]), _logs[bin], sum);
        }

        return sum;
    }

    private static Vector256<float> Floor(Vector256<float> power) => Vector256.Max(power, Vector256.Create((float)LowestPower));

    private static Vector256<float> Decibels(Vector256<float> power) => Vector256.Log(power) * (float)(10 / Math.Log(10));

    /// <summary>How many bins lie below a frequency.</summary>
    private int Below(double hertz) => Math.Min((int)Math.Ceiling(hertz / _binWidth), _bins);

    /// <summary>What each bin in dB counts towards the slope of a line through those of a band; the first and last bin as far as they lie in it.</summary>
    private (int From, int To, float[] Weights) Slope(int lowest, int highest)
    {
        var from = (int)(lowest / _binWidth);
        var firstShare = from + 1 - (lowest / _binWidth);
        var to = (int)(highest / _binWidth);
        var lastShare = highest / _binWidth - to;
        lastShare = lastShare == 0 ? 1 : lastShare;
        double Share(int bin) => bin == from ? firstShare : bin == to ? lastShare : 1;
        var (count, sum, square) = (to - from, 0.0, 0.0);
        for (var bin = from; bin <= to; bin++)
        {
            var hertz = bin * _binWidth * Share(bin);
            (sum, square) = (sum + hertz, square + (hertz * hertz));
        }

        return (from, to, [.. Enumerable.Range(from, count + 1).Select(bin => (float)(Share(bin) * ((count * bin * _binWidth) - sum) / ((count * square) - (sum * sum))))]);
    }
}
