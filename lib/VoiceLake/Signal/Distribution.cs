using System.Numerics.Tensors;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Signal;

/// <summary>The distinct values of a set of numbers with their counts, and the statistics that follow: order, mode, moments.</summary>
/// <remarks>
/// A statistic that does not exist (the mean of nothing, the skewness of a constant) is NaN. The memory is used again by the next
/// <see cref="Fill(ReadOnlySpan{double})"/>: one instance a thread. Notebook: 03-gold-features
/// </remarks>
public sealed class Distribution
{
    private static readonly double[] CountLogs = [.. Enumerable.Range(0, 256).Select(Weigh)];
    private double[] _values = [];
    private int[] _counts = [];
    private int[]? _levels;
    private int _distinct;
    private double _m2;
    private double _m3;
    private double _m4;

    /// <summary>How many numbers there are.</summary>
    public int Count { get; private set; }

    /// <summary>Arithmetic mean.</summary>
    public double Mean { get; private set; } = double.NaN;

    /// <summary>Smallest value.</summary>
    public double Min => Count == 0 ? double.NaN : _values[0];

    /// <summary>Largest value.</summary>
    public double Max => Count == 0 ? double.NaN : _values[_distinct - 1];

    /// <summary>The most frequent value; the smallest of them where several are.</summary>
    public double Mode { get; private set; } = double.NaN;

    /// <summary>How often <see cref="Mode"/> occurs.</summary>
    public int ModeCount { get; private set; }

    /// <summary>Takes any finite numbers.</summary>
    public void Fill(ReadOnlySpan<double> numbers)
    {
        Reserve(numbers.Length);
        numbers.CopyTo(_values);
        Sort(numbers.Length);
    }

    /// <summary>Takes samples of audio; those that stand on the 16-bit grid, as nearly all do, are counted instead of sorted.</summary>
    public void Fill(ReadOnlySpan<float> samples)
    {
        Reserve(samples.Length);
        _levels ??= new int[PcmLevels.Count];
        if (!PcmLevels.TryCount(samples, _levels, out var lowest, out var highest))
        {
            TensorPrimitives.ConvertTruncating<float, double>(samples, _values);
            Sort(samples.Length);
            return;
        }

        _distinct = PcmLevels.Distinct(_levels.AsSpan(lowest..(highest + 1)), lowest, _values, _counts);
        Summarise(samples.Length);
    }

    /// <summary>The value below which the share <paramref name="q"/> of the numbers lies, linear between neighbours.</summary>
    public double Quantile(double q)
    {
        if (Count == 0)
        {
            return double.NaN;
        }

        var position = (Count - 1) * q;
        var (low, high) = (ValueAt((int)Math.Floor(position)), ValueAt((int)Math.Ceiling(position)));
        return low + ((high - low) * (position - Math.Floor(position)));
    }

    /// <summary>Variance; <paramref name="ddof"/> 1 for the unbiased estimate of a sample's.</summary>
    public double Variance(int ddof = 0) => Count > ddof ? _m2 * Count / (Count - ddof) : double.NaN;

    /// <summary>Skewness m₃/m₂^1.5, or the bias-corrected G₁, which needs three numbers.</summary>
    public double Skewness(bool corrected = false)
    {
        var biased = IsConstant ? double.NaN : _m3 / Math.Pow(_m2, 1.5);
        var n = (double)Count;
        return !corrected ? biased : n < 3 ? double.NaN : biased * Math.Sqrt(n * (n - 1)) / (n - 2);
    }

    /// <summary>Excess kurtosis (Fisher) m₄/m₂² − 3, or the bias-corrected G₂, which needs four numbers.</summary>
    public double Kurtosis(bool corrected = false)
    {
        var biased = IsConstant ? double.NaN : (_m4 / (_m2 * _m2)) - 3;
        var n = (double)Count;
        return !corrected ? biased : n < 4 ? double.NaN : (((n + 1) * biased) + 6) * (n - 1) / ((n - 2) * (n - 3));
    }

    /// <summary>Shannon entropy of the histogram of distinct values, in bits.</summary>
    public double Entropy()
    {
        if (_distinct < 2)
        {
            return Count == 0 ? double.NaN : 0;
        }

        // −Σ c/n·log₂(c/n) = log₂ n − Σ c·log₂ c / n.
        var sum = 0.0;
        foreach (var count in _counts.AsSpan(0, _distinct))
        {
            sum += count < CountLogs.Length ? CountLogs[count] : Weigh(count);
        }

        return Math.Log2(Count) - (sum / Count);
    }

    /// <summary>c·log₂ c.</summary>
    private static double Weigh(int count) => count == 0 ? 0 : count * Math.Log2(count);

    /// <summary>A spread that is rounding error of the mean is none.</summary>
    private bool IsConstant => Count == 0 || _m2 <= Math.Pow(double.BitIncrement(1) - 1, 2) * Mean * Mean;

    private void Reserve(int length)
    {
        if (_values.Length < length)
        {
            (_values, _counts) = (new double[length], new int[length]);
        }
    }

    /// <summary>Sorts the first values and counts those that are equal.</summary>
    private void Sort(int length)
    {
        var sorted = _values.AsSpan(0, length);
        sorted.Sort();
        _distinct = 0;
        foreach (var value in sorted)
        {
            if (_distinct > 0 && _values[_distinct - 1] == value)
            {
                _counts[_distinct - 1]++;
            }
            else
            {
                (_values[_distinct], _counts[_distinct]) = (value, 1);
                _distinct++;
            }
        }

        Summarise(length);
    }

    private void Summarise(int count)
    {
        (Count, Mode, ModeCount, Mean) = (count, double.NaN, 0, double.NaN);
        (_m2, _m3, _m4) = (double.NaN, double.NaN, double.NaN);
        if (count == 0)
        {
            return;
        }

        var sum = 0.0;
        for (var index = 0; index < _distinct; index++)
        {
            sum += _values[index] * _counts[index];
            if (_counts[index] > ModeCount)
            {
                (Mode, ModeCount) = (_values[index], _counts[index]);
            }
        }

        Mean = sum / count;
        var (second, third, fourth) = (0.0, 0.0, 0.0);
        for (var index = 0; index < _distinct; index++)
        {
            var gap = _values[index] - Mean;
            var square = gap * gap * _counts[index];
            second += square;
            third += square * gap;
            fourth += square * gap * gap;
        }

        (_m2, _m3, _m4) = (second / count, third / count, fourth / count);
    }

    private double ValueAt(int rank)
    {
        for (var index = 0; ; index++)
        {
            if (rank < _counts[index])
            {
                return _values[index];
            }

            rank -= _counts[index];
        }
    }
}
