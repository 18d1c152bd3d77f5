using System.Numerics.Tensors;

namespace VoiceLake.Features.Egemaps;

/// <summary>Peaks of a contour that stand out by a tenth of its range, and the slopes between them and the valleys.</summary>
/// <remarks>Holds working memory: one instance a thread. Source: openSMILE 3.0, cFunctionalPeaks2.</remarks>
internal sealed class ContourSlopes
{
    private const float RelativeThreshold = 0.1f;
    private const double NextPeak = 1.05;

    private readonly List<Extreme> _extremes = [];

    public int Peaks { get; private set; }

    public (double Mean, double Deviation) Rising { get; private set; }

    public (double Mean, double Deviation) Falling { get; private set; }

    /// <summary>Finds peaks and slopes.</summary>
    /// <param name="values">Frame by frame; not empty.</param>
    /// <param name="hop">Seconds from one frame to the next.</param>
    public void Compute(ReadOnlySpan<float> values, double hop)
    {
        var threshold = RelativeThreshold * (TensorPrimitives.Max(values) - TensorPrimitives.Min(values));
        Collect(values);
        DropSmallPeaks(values[0], threshold);
        DropSmallValleys(values[0], threshold);
        KeepTheFarthest();
        Peaks = _extremes.Count(extreme => extreme.IsPeak);
        Measure(values, hop);
    }

    private void Collect(ReadOnlySpan<float> values)
    {
        _extremes.Clear();
        for (var frame = 2; frame < values.Length - 2; frame++)
        {
            var (before, own, after) = (values[frame - 1], values[frame], values[frame + 1]);
            if (own > before && own > after)
            {
                _extremes.Add(new Extreme(true, frame, own));
            }
            else if (own < before && own < after)
            {
                _extremes.Add(new Extreme(false, frame, own));
            }
        }
    }

    private void DropSmallPeaks(float start, float threshold)
    {
        var (last, lowest, highest, peak, afterValley) = (start, start, start, -1, false);
        for (var index = 0; index < _extremes.Count; index++)
        {
            var (isPeak, _, value) = _extremes[index];
            var isFar = Math.Abs(value - last) >= threshold;
            last = value;
            if (!isPeak)
            {
                (lowest, afterValley) = isFar ? (value, true) : (lowest, afterValley);
                continue;
            }

            if (!isFar && value - lowest < threshold)
            {
                Drop(index);
                continue;
            }

            if (!isFar && value > highest * NextPeak)
            {
                Drop(peak);
            }
            else if (!isFar && !afterValley)
            {
                Drop(index);
                continue;
            }

            (highest, peak, afterValley) = (value, index, false);
        }

        Sweep();
    }

    private void DropSmallValleys(float start, float threshold)
    {
        var highest = start;
        for (var index = 0; index < _extremes.Count; index++)
        {
            var (isPeak, _, value) = _extremes[index];
            highest = isPeak ? value : highest;
            if (!isPeak && highest - value < threshold)
            {
                Drop(index);
            }
        }

        Sweep();
    }

    /// <summary>Of peaks without a valley between them keeps the highest, of valleys the lowest.</summary>
    private void KeepTheFarthest()
    {
        for (var (index, kept) = (1, 0); index < _extremes.Count; index++)
        {
            var (own, before) = (_extremes[index], _extremes[kept]);
            if (own.IsPeak != before.IsPeak)
            {
                kept = index;
            }
            else if (own.IsPeak ? own.Value <= before.Value : own.Value >= before.Value)
            {
                Drop(index);
            }
            else
            {
                Drop(kept);
                kept = index;
            }
        }

        Sweep();
    }

    private void Drop(int index)
    {
        if (index >= 0)
        {
            _extremes[index] = _extremes[index] with { Frame = -1 };
        }
    }

    private void Sweep() => _extremes.RemoveAll(extreme => extreme.Frame < 0);

    private void Measure(ReadOnlySpan<float> values, double hop)
    {
        var (rising, falling) = (Mean(values, hop, toPeaks: true), Mean(values, hop, toPeaks: false));
        Rising = (rising.Mean, Deviation(values[0], hop, toPeaks: true, rising));
        Falling = (falling.Mean, Deviation(values[0], hop, toPeaks: false, falling));
    }

    /// <summary>The mean of the slopes, with that from the last extreme to the end: its sign is that of the contour, while other falling slopes count as positive.</summary>
    private (double Mean, int Count) Mean(ReadOnlySpan<float> values, double hop, bool toPeaks)
    {
        if (_extremes.Count == 0)
        {
            var slope = (values[^1] - values[0]) / (double)values.Length;
            return slope > 0 == toPeaks ? (slope, 1) : (0, 0);
        }

        var (sum, count, from) = (0.0, 0, new Extreme(!_extremes[0].IsPeak, 0, values[0]));
        foreach (var extreme in _extremes)
        {
            (sum, count) = extreme.IsPeak == toPeaks ? (sum + Slope(from, extreme, hop), count + 1) : (sum, count);
            from = extreme;
        }

        if (from.IsPeak != toPeaks)
        {
            (sum, count) = (sum + ((values[^1] - from.Value) / ((values.Length - 1 - from.Frame) * hop)), count + 1);
        }

        return count == 0 ? (0, 0) : (sum / count, count);
    }

    private double Deviation(float start, double hop, bool toPeaks, (double Mean, int Count) slopes)
    {
        var (square, from) = (0.0, new Extreme(false, 0, start));
        foreach (var extreme in _extremes)
        {
            square += extreme.IsPeak == toPeaks ? Math.Pow(Slope(from, extreme, hop) - slopes.Mean, 2) : 0;
            from = extreme;
        }

        return slopes.Count == 0 ? 0 : Math.Sqrt(square / slopes.Count);
    }

    private static double Slope(Extreme from, Extreme to, double hop) => Math.Abs(to.Value - from.Value) / ((to.Frame - from.Frame) * hop);

    private readonly record struct Extreme(bool IsPeak, int Frame, float Value);
}
