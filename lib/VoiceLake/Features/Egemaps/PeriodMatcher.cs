using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using VoiceLake.Signal.Internals;

namespace VoiceLake.Features.Egemaps;

/// <summary>Follows a voice period by period through the waveform, by the correlation of each with the next, and measures how length and amplitude vary.</summary>
/// <remarks>Works on frame after frame: each goes on where the periods of the one before ended. Source: openSMILE 3.0, cPitchJitter.</remarks>
internal sealed class PeriodMatcher(FrameGrid grid)
{
    private const double SearchRange = 0.1;
    private const double LowestCorrelation = 0.5;
    private const int Periods = 2;

    private readonly double[] _squares = new double[(4 * grid.Length) + 1];
    private readonly double[] _sums = new double[(4 * grid.Length) + 1];
    private readonly double[] _signal = new double[4 * grid.Length];
    private readonly double[] _correlation = new double[2 * grid.Length];
    private int _pending;
    private double _lastPeriod;
    private double _jitter;
    private double _shimmer;

    /// <summary>The first sample that a coming frame may need.</summary>
    public long Next { get; private set; }

    public void Clear() => (Next, _pending, _lastPeriod, _jitter, _shimmer) = (0, 0, 0, 0, 0);

    /// <summary>Jitter (a share of the period) and shimmer (dB) of the next frame; zeros if it is unvoiced.</summary>
    /// <param name="samples">Must hold the frame and what lies between <see cref="Next"/> and it.</param>
    /// <param name="frame">From 0, one after another.</param>
    /// <param name="pitch">Its fundamental in Hz, 0 if it is unvoiced.</param>
    public (double Jitter, double Shimmer) Add(SampleBuffer samples, int frame, double pitch)
    {
        var (start, step) = (grid.Start(frame), grid.Hop + _pending);
        if (pitch <= 0)
        {
            Next = start - _pending == Next ? Next + step : start + step;
            (_pending, _lastPeriod, _jitter, _shimmer) = (0, 0, 0, 0);
            return (0, 0);
        }

        var period = grid.SampleRate / pitch;
        var longest = (int)Math.Ceiling((1 + SearchRange) * period);
        var length = Math.Min(Math.Max(step, Periods * (longest + 1)), grid.Length + _pending);
        if (start - _pending != Next)
        {
            (Next, length) = (start, Math.Min(length, grid.Length));
        }

        var passed = Follow(samples.Slice(Next, length), period, longest, step);
        (_pending, Next) = (step - passed, Next + passed);
        return (_jitter, 20 * Math.Log10(Math.Min(_shimmer, 1) + 1));
    }

    /// <summary>Steps from period to period; returns where the last one begins that the next frame goes on from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Follow(ReadOnlySpan<float> signal, double period, int longest, int step)
    {
        var (shortest, expected) = ((int)Math.Floor((1 - SearchRange) * period), (int)Math.Round(period));
        var (count, changes, length, change, amplitude, difference) = (0, 0, 0.0, 0.0, 0.0, 0.0);
        var passed = 0;
        TensorPrimitives.ConvertTruncating<float, double>(signal, _signal.AsSpan(0, signal.Length));
        for (var start = 0; start < signal.Length - (2 * longest) - 1;)
        {
            var lags = _correlation.AsSpan(0, longest - shortest + 1);
            Correlate(_signal.AsSpan(start), shortest, lags);
            var peak = Highest(lags);
            if (peak < 0)
            {
                start += expected;
            }
            else
            {
                var (next, slope, bend) = (start + shortest + peak, lags[peak + 1] - lags[peak - 1], lags[peak - 1] - (2 * lags[peak]) + lags[peak + 1]);
                if (lags[peak] - (slope * slope / (8 * bend)) > LowestCorrelation)
                {
                    var (own, other) = (Range(signal[start..next]), Range(signal.Slice(next, next - start)));
                    var seconds = (shortest + peak - (slope / (2 * bend))) / grid.SampleRate;
                    (count, length, amplitude, difference) = (count + 1, length + seconds, amplitude + ((own + other) / 2), difference + Math.Abs(own - other));
                    if (_lastPeriod > 0)
                    {
                        (changes, change) = (changes + 1, change + Math.Abs(_lastPeriod - seconds));
                    }

                    _lastPeriod = seconds;
                }

                start = next;
            }

            passed = start < step - 1 ? start : passed;
        }

        if (count > 0)
        {
            _jitter = changes > 0 ? Math.Min(change / changes / (length / count), 1) : 0;
            _shimmer = amplitude > 0 ? difference / amplitude : 0;
        }

        return passed;
    }

    /// <summary>The correlation coefficient of the first n samples with the n that follow, for n from <paramref name="shortest"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Correlate(ReadOnlySpan<double> signal, int shortest, Span<double> correlation)
    {
        var longest = shortest + correlation.Length - 1;
        var (sum, square) = (0.0, 0.0);
        for (var n = 0; n < 2 * longest; n++)
        {
            (_sums[n], _squares[n]) = (sum, square);
            (sum, square) = (sum + signal[n], square + (signal[n] * signal[n]));
        }

        (_sums[2 * longest], _squares[2 * longest]) = (sum, square);
        for (var length = shortest; length <= longest; length++)
        {
            var (own, other) = (_sums[length], _sums[2 * length] - _sums[length]);
            var product = OrderedSums.Dot(signal[..length], signal.Slice(length, length)) - (own * other / length);
            var (ownEnergy, otherEnergy) = (_squares[length] - (own * own / length), _squares[2 * length] - _squares[length] - (other * other / length));
            correlation[length - shortest] = product / (Math.Sqrt(Math.Max(ownEnergy, 0)) * Math.Sqrt(Math.Max(otherEnergy, 0)));
        }
    }

    /// <summary>The highest local maximum, neither at the beginning nor among the last two; −1 if there is none.</summary>
    private static int Highest(ReadOnlySpan<double> values)
    {
        var best = -1;
        for (var at = 1; at < values.Length - 2; at++)
        {
            if (values[at - 1] < values[at] && values[at] > values[at + 1] && (best < 0 || values[at] > values[best]))
            {
                best = at;
            }
        }

        return best;
    }

    /// <summary>From the lowest to the highest sample, the first and the last not counted.</summary>
    private static double Range(ReadOnlySpan<float> period)
        => period.Length > 2 ? TensorPrimitives.Max(period[1..^1]) - TensorPrimitives.Min(period[1..^1]) : 0;
}
