using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using VoiceLake.Signal;

namespace VoiceLake.Features.Egemaps;

/// <summary>Measures a voiced frame by the peaks of its spectrum at the harmonics and by its autocorrelation at the period.</summary>
/// <remarks>Source: openSMILE 3.0, cHarmonics.</remarks>
internal sealed class HarmonicPeaks(FrameGrid grid)
{
    /// <summary>What stands for the level of something that is not there, in dB.</summary>
    public const float NoLevel = -201;

    private const int Harmonics = 100;
    private const int Fewest = 3;
    private const float Nearest = 0.8f;
    private const float Farthest = 1.2f;
    private const double LowestLevel = -200;
    private const double HighestRatio = 1e11;
    private const double LowestRatio = 1e-9;

    private readonly int _last = grid.Bins - 1;
    private readonly double _perHertz = 1 / grid.BinWidth;
    private readonly int[] _bins = new int[Harmonics];
    private readonly float[] _heights = new float[Harmonics];
    private readonly float[] _hertz = new float[Harmonics];
    private readonly float[] _refined = new float[Harmonics];
    private int _count;

    /// <summary>10·log₁₀ of what repeats with the period over what does not.</summary>
    /// <param name="correlation">The autocorrelation by lag, eight frames side by side.</param>
    /// <param name="lane">Which of them.</param>
    /// <param name="pitch">Hz.</param>
    public double HarmonicsToNoise(ReadOnlySpan<float> correlation, int lane, float pitch)
    {
        var period = NearestPeak(correlation, lane, (int)Math.Floor(grid.SampleRate / pitch));
        double total = correlation[lane], repeated = correlation[(period * BatchFft.Lanes) + lane];
        return period == 0 ? 0 : 10 * Math.Log10(Math.Clamp(total == repeated ? HighestRatio : repeated / (total - repeated), LowestRatio, HighestRatio));
    }

    /// <summary>Levels of the second harmonic against the third and the third formant, and of the formants against the fundamental, in dB.</summary>
    /// <param name="magnitude">The spectrum by bin, eight frames side by side.</param>
    /// <param name="lane">Which of them.</param>
    /// <param name="pitch">Hz.</param>
    /// <param name="formants">F1 to F3 in Hz, 0 where there is none.</param>
    /// <param name="levels">Receives H1−H2, H1−A3, A1, A2 and A3.</param>
    public void Compute(ReadOnlySpan<float> magnitude, int lane, float pitch, ReadOnlySpan<float> formants, Span<float> levels)
    {
        Find(magnitude, lane, pitch, Farthest * TensorPrimitives.Max(formants));
        var (first, second) = (Level(1), Level(2));
        levels[0] = (float)Math.Clamp(first - second, NoLevel, -NoLevel);
        var strongest = -1;
        for (var formant = 0; formant < formants.Length; formant++)
        {
            strongest = Strongest(formants[formant]);
            levels[2 + formant] = strongest < 0 ? 0 : (float)Level(strongest);
        }

        levels[1] = (float)Math.Clamp(first + (strongest < 0 ? NoLevel : -Level(strongest)), NoLevel, -NoLevel);
    }

    private int NearestPeak(ReadOnlySpan<float> values, int lane, int at)
    {
        if (IsPeak(values, lane, at))
        {
            return at;
        }

        for (var away = 1; at - away > 0 || at + away < _last; away++)
        {
            if (at - away > 0 && IsPeak(values, lane, at - away))
            {
                return at - away;
            }

            if (at + away < _last && IsPeak(values, lane, at + away))
            {
                return at + away;
            }
        }

        return at;
    }

    /// <summary>Looks for the peak nearest to each harmonic that may be asked for, half a fundamental to either side at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find(ReadOnlySpan<float> magnitude, int lane, float pitch, float highest)
    {
        var first = Bin(0.5f * pitch);
        _count = Math.Min(Math.Max((int)Math.Ceiling((highest / pitch) + 0.5f), Fewest), Harmonics);
        for (var harmonic = 0; harmonic < _count; harmonic++)
        {
            var expected = Bin((harmonic + 1) * pitch);
            var found = expected == 0 ? -1 : Search(magnitude, lane, expected, harmonic, pitch);
            (_bins[harmonic], _heights[harmonic], _hertz[harmonic], _refined[harmonic]) = (expected, 0, 0, 0);
            if (found >= first && found < _last)
            {
                double below = magnitude[((found - 1) * BatchFft.Lanes) + lane], own = magnitude[(found * BatchFft.Lanes) + lane], above = magnitude[((found + 1) * BatchFft.Lanes) + lane];
                var (slope, bend) = (above - below, below - (2 * own) + above);
                (_bins[harmonic], _heights[harmonic]) = (found, (float)own);
                _hertz[harmonic] = (float)((found - (slope / (2 * bend))) * grid.BinWidth);
                _refined[harmonic] = (float)(own - (slope * slope / (8 * bend)));
            }
        }

        // Of two harmonics in one bin the upper is none.
        for (var harmonic = 1; harmonic < _count; harmonic++)
        {
            if (_bins[harmonic] == _bins[harmonic - 1])
            {
                (_bins[harmonic], _heights[harmonic], _hertz[harmonic], _refined[harmonic]) = (0, 0, 0, float.NaN);
            }
        }
    }

    private int Search(ReadOnlySpan<float> magnitude, int lane, int expected, int harmonic, float pitch)
    {
        if (IsPeak(magnitude, lane, expected))
        {
            return expected;
        }

        var (lower, upper) = (Bin((harmonic + 0.5f) * pitch), Bin((harmonic + 1.5f) * pitch));
        for (var away = 1; expected - away >= lower || expected + away <= upper; away++)
        {
            if (expected + away <= upper && IsPeak(magnitude, lane, expected + away))
            {
                return expected + away;
            }

            if (expected - away >= lower && IsPeak(magnitude, lane, expected - away))
            {
                return expected - away;
            }
        }

        return -1;
    }

    private bool IsPeak(ReadOnlySpan<float> values, int lane, int at)
    {
        if (at < 0 || at > _last)
        {
            return false;
        }

        var own = values[(at * BatchFft.Lanes) + lane];
        return (at == 0 || own > values[((at - 1) * BatchFft.Lanes) + lane]) && (at == _last || own > values[((at + 1) * BatchFft.Lanes) + lane]);
    }

    /// <summary>The bin nearest to a frequency, the upper of two; 0 beyond the last.</summary>
    private int Bin(float hertz)
    {
        var place = hertz * _perHertz;
        return place >= _last ? 0 : (int)(place + 0.5);
    }

    /// <summary>The level of a harmonic against the fundamental in dB.</summary>
    private double Level(int harmonic)
    {
        if (harmonic == 0)
        {
            return 0;
        }

        if (_heights[0] == 0 || float.IsNaN(_refined[harmonic]))
        {
            return NoLevel;
        }

        return _refined[harmonic] > 0 ? Math.Max(20 * (Math.Log10(_refined[harmonic]) - Math.Log10(_heights[0])), LowestLevel) : LowestLevel;
    }

    /// <summary>The strongest harmonic within a fifth of a formant; −1 if there is none.</summary>
    private int Strongest(float formant)
    {
        var (best, height) = (-1, 0f);
        for (var harmonic = 0; harmonic < _count; harmonic++)
        {
            if (_hertz[harmonic] >= Nearest * formant && _hertz[harmonic] <= Farthest * formant && _heights[harmonic] > height)
            {
                (best, height) = (harmonic, _heights[harmonic]);
            }
        }

        return best;
    }
}
