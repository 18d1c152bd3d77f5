using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VoiceLake.Signal;

namespace VoiceLake.Features.Pitch;

/// <summary>The first step of pYIN: every trough of a frame's difference function with the probability that it is the period.</summary>
/// <remarks>
/// Each of 100 thresholds weighs as much as the Beta(2, 18) distribution has there; it is shared by the troughs below it, e² times as much to
/// each as to the next longer one. Where a threshold has none below it, the deepest trough gets a hundredth of its weight.
/// Source: Mauch and Dixon, ICASSP 2014; details as librosa 0.11's <c>pyin</c>. Holds working memory: one instance a thread.
/// </remarks>
internal sealed class PyinCandidates
{
    private const int Thresholds = 100;
    private const double Decay = 2;
    private const double NoTroughProbability = 0.01;

    // The weight of the thresholds up to each, and what a trough gets by its rank among those below a threshold.
    private static readonly double[] Cumulative = [.. Enumerable.Range(0, Thresholds + 1).Select(index => BetaCdf(index / (double)Thresholds))];
    private static readonly double[] Falling = [.. Enumerable.Range(0, 512).Select(rank => Math.Exp(-Decay * rank))];

    private readonly int[][] _lags;
    private readonly int[] _counts = new int[BatchFft.Lanes];
    private readonly int[] _levels;
    private readonly double[] _probabilities;

    /// <summary>Prepares for difference functions of some length.</summary>
    public PyinCandidates(int lags)
    {
        _lags = [.. Enumerable.Range(0, BatchFft.Lanes).Select(_ => new int[lags])];
        (_levels, _probabilities) = (new int[lags], new double[lags]);
    }

    /// <summary>Finds the troughs of eight frames.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(YinDifference difference)
    {
        var values = difference.Values;
        _counts.AsSpan().Clear();
        for (var lag = 0; lag < values.Length; lag++)
        {
            for (var lanes = Troughs.At(values, lag).ExtractMostSignificantBits(); lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                _lags[lane][_counts[lane]++] = lag;
            }
        }
    }

    /// <summary>The troughs of one of the eight frames and their probabilities, some of them 0.</summary>
    /// <param name="difference">Of the frames.</param>
    /// <param name="lane">The frame.</param>
    /// <param name="lags">From the difference function's shortest lag on, rising.</param>
    /// <returns>One probability a trough; valid until the next call.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<double> Weigh(YinDifference difference, int lane, out ReadOnlySpan<int> lags)
    {
        var troughs = _lags[lane].AsSpan(0, _counts[lane]);
        lags = troughs;
        var levels = _levels.AsSpan(0, troughs.Length);
        var probabilities = _probabilities.AsSpan(0, troughs.Length);
        probabilities.Clear();
        if (troughs.IsEmpty)
        {
            return probabilities;
        }

        var deepest = 0;
        for (var trough = 0; trough < troughs.Length; trough++)
        {
            levels[trough] = Level(difference[troughs[trough], lane]);
            deepest = difference[troughs[trough], lane] < difference[troughs[deepest], lane] ? trough : deepest;
        }

        for (var level = levels[deepest]; level <= Thresholds;)
        {
            level = Share(levels, probabilities, level);
        }

        probabilities[deepest] += NoTroughProbability * Cumulative[levels[deepest] - 1];
        return probabilities;
    }

    /// <summary>Shares the weight of the thresholds from one on that have the same troughs below them; gives the first that has more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Share(ReadOnlySpan<int> levels, Span<double> probabilities, int level)
    {
        var (next, below) = (Thresholds + 1, 0);
        foreach (var other in levels)
        {
            below += other <= level ? 1 : 0;
            next = other > level ? Math.Min(next, other) : next;
        }

        // What the ranks weigh in all is a geometric series.
        var weight = (Cumulative[next - 1] - Cumulative[level - 1]) * (1 - Falling[1]) / (1 - Math.Exp(-Decay * below));
        var rank = 0;
        for (var trough = 0; trough < levels.Length && rank < Falling.Length; trough++)
        {
            if (levels[trough] <= level)
            {
                probabilities[trough] += weight * Falling[rank++];
            }
        }

        return next;
    }

    /// <summary>The first threshold from 1 to 100 hundredths that lies above a height; 101 where none does.</summary>
    private static int Level(float height)
    {
        var level = (int)Math.Clamp(Math.Floor((double)height * Thresholds), 0, Thresholds) + 1;
        return level > 1 && height < (level - 1) / (double)Thresholds ? level - 1 : level <= Thresholds && height >= level / (double)Thresholds ? level + 1 : level;
    }

    /// <summary>The regularised incomplete beta function I(2, 18), a sum of binomial terms for whole parameters.</summary>
    private static double BetaCdf(double x) => 1 - Math.Pow(1 - x, 19) - (19 * x * Math.Pow(1 - x, 18));
}
