using VoiceLake.Signal;

namespace VoiceLake.Features.Egemaps;

/// <summary>Measures a voiced frame by the peaks of its spectrum at the harmonics and by its autocorrelation at the period.</summary>
/// <remarks>Source: openSMILE 3.0, cHarmonics.</remarks>
internal sealed class HarmonicPeaks(FrameGrid grid)
{
    /// <summary>What stands for the level of something that is not there, in dB.</summary>
    public const float NoLevel = -201;

    private const int Harmonics = 100;
    private const double LowestLevel = -200;
    private const double HighestRatio = 1e11;
    private const double LowestRatio = 1e-9;

    private readonly int[] _bins = new int[Harmonics];
    private readonly float[] _heights = new float[Harmonics];
    private readonly float[] _hertz = new float[Harmonics];
    private readonly float[] _refined = new float[Harmonics];

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
        Find(magnitude, lane, pitch);
        var (first, second) = (Level(1), Level(2));
        levels[0] = (float)Math.Clamp(first - second, NoLevel, -NoLevel);
        for (var formant = 0; formant < formants.Length; formant++)
        {
            var strongest = Strongest(formants[formant]);
            levels[2 + formant] = strongest < 0 ? 0 : (float)Level(strongest);
            levels[1] = (float)Math.Clamp(first + (strongest < 0 ? NoLevel : -Level(strongest)), NoLevel, -NoLevel);
        }
    }

    private int NearestPeak(ReadOnlySpan<float> values, int lane, int at)
    {
        if (IsPeak(values, lane, at))
        {
            return at;
        }

        for (var away = 1; at - away > 0 || at + away < grid.Bins - 1; away++)
        {
            if (at - away > 0 && IsPeak(values, lane, at - away))
            {
                return at - away;
            }

            if (at + away < grid.Bins - 1 && IsPeak(values, lane, at + away))
            {
                return at + away;
            }
        }

        return at;
    }

    /// <summary>Looks for the peak nearest to each harmonic, half a fundamental to either side at most.</summary>
    private void Find(ReadOnlySpan<float> magnitude, int lane, float pitch)
    {
        var first = Bin(0.5f * pitch);
        for (var harmonic = 0; harmonic < Harmonics; harmonic++)
        {
            var expected = Bin((harmonic + 1) * pitch);
            var found = expected == 0 ? -1 : Search(magnitude, lane, expected, Bin((harmonic + 0.5f) * pitch), Bin((harmonic + 1.5f) * pitch));
            (_bins[harmonic], _heights[harmonic], _hertz[harmonic], _refined[harmonic]) = (expected, 0, 0, 0);
            if (found >= first && found < grid.Bins - 1)
            {
                double below = magnitude[((found - 1) * BatchFft.Lanes) + lane], own = magnitude[(found * BatchFft.Lanes) + lane], above = magnitude[((found + 1) * BatchFft.Lanes) + lane];
                var (slope, bend) = (above - below, below - (2 * own) + above);
                (_bins[harmonic], _heights[harmonic]) = (found, (float)own);
                _hertz[harmonic] = (float)((found - (slope / (2 * bend))) * grid.BinWidth);
                _refined[harmonic] = (float)(own - (slope * slope / (8 * bend)));
            }
        }

        // Of two harmonics in one bin the upper is none.
        for (var harmonic = 1; harmonic < Harmonics; harmonic++)
        {
            if (_bins[harmonic] == _bins[harmonic - 1])
            {
                (_bins[harmonic], _heights[harmonic], _hertz[harmonic], _refined[harmonic]) = (0, 0, 0, float.NaN);
            }
        }
    }

    private int Search(ReadOnlySpan<float> magnitude, int lane, int expected, int lower, int upper)
    {
        if (IsPeak(magnitude, lane, expected))
        {
            return expected;
        }

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
        if (at < 0 || at >= grid.Bins)
        {
            return false;
        }

        var own = values[(at * BatchFft.Lanes) + lane];
        return (at == 0 || own > values[((at - 1) * BatchFft.Lanes) + lane]) && (at == grid.Bins - 1 || own > values[((at + 1) * BatchFft.Lanes) + lane]);
    }

    /// <summary>The bin nearest to a frequency, the upper of two; 0 beyond the last.</summary>
    private int Bin(float hertz)
    {
        var above = (int)Math.Floor(hertz / grid.BinWidth) + 1;
        return above >= grid.Bins ? 0 : (above * grid.BinWidth) - hertz > hertz - ((above - 1) * grid.BinWidth) ? above - 1 : above;
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
        for (var harmonic = 0; harmonic < Harmonics; harmonic++)
        {
            if (_hertz[harmonic] >= 0.8f * formant && _hertz[harmonic] <= 1.2f * formant && _heights[harmonic] > height)
            {
                (best, height) = (harmonic, _heights[harmonic]);
            }
        }

        return best;
    }
}
