using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceLake.Signal.Internals;

/// <summary>Brings the ends of a sorted order into place without sorting the middle.</summary>
internal static class Selection
{
    private const int SortBelow = 48;
    private const int Sampled = 128;
    private const int SampledFrom = 8 * Sampled;

    /// <summary>The sums of the <paramref name="count"/> smallest and as many of the largest of many values, of which they are a small part.</summary>
    /// <param name="values">Any numbers; left as they are.</param>
    /// <param name="count">From 1 to half of them.</param>
    /// <param name="work">Room for as many values.</param>
    public static (double Smallest, double Largest) SumEnds(ReadOnlySpan<double> values, int count, Span<double> work)
    {
        if (values.Length < SampledFrom)
        {
            work = work[..values.Length];
            values.CopyTo(work);
            PartSort(work, count);
            return (OrderedSums.Sum<double>(work[..count]), OrderedSums.Sum<double>(work[^count..]));
        }

        // A sample says below which bound, and above which, there should be enough values and few more.
        Span<double> sample = stackalloc double[Sampled];
        for (var index = 0; index < Sampled; index++)
        {
            sample[index] = values[(int)((long)index * values.Length / Sampled)];
        }

        sample.Sort();
        var rank = Math.Min(Sampled - 1, (int)((long)count * Sampled / values.Length) + (Sampled / 24));
        return (SumEnd(values, count, sample[rank], 1, work), -SumEnd(values, count, -sample[^(rank + 1)], -1, work));
    }

    /// <summary>The sum of the smallest of the values times the sign.</summary>
    private static double SumEnd(ReadOnlySpan<double> values, int count, double bound, double sign, Span<double> work)
    {
        var found = GatherUpTo(values, bound, sign, work);
        if (found < count)
        {
            found = GatherUpTo(values, double.PositiveInfinity, sign, work);
        }

        MoveSmallest(work[..found], count);
        return OrderedSums.Sum<double>(work[..count]);
    }

    /// <summary>Collects the values that, times the sign, do not exceed the bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int GatherUpTo(ReadOnlySpan<double> values, double bound, double sign, Span<double> into)
    {
        var (count, n) = (0, 0);
        for (; n <= values.Length - Vector256<double>.Count; n += Vector256<double>.Count)
        {
            var signed = Vector256.LoadUnsafe(in values[n]) * sign;
            for (var set = Vector256.LessThanOrEqual(signed, Vector256.Create(bound)).ExtractMostSignificantBits(); set != 0; set &= set - 1)
            {
                into[count++] = values[n + BitOperations.TrailingZeroCount(set)] * sign;
            }
        }

        for (; n < values.Length; n++)
        {
            if (values[n] * sign <= bound)
            {
                into[count++] = values[n] * sign;
            }
        }

        return count;
    }

    /// <summary>Moves the <paramref name="count"/> smallest values to the front and as many of the largest to the back, in no order among themselves.</summary>
    public static void PartSort<T>(Span<T> values, int count)
        where T : struct, INumber<T>
    {
        MoveSmallest(values, count);
        MoveSmallest(values[count..], values.Length - (2 * count));
    }

    /// <summary>Moves the <paramref name="count"/> smallest values to the front: Hoare's selection with the median of three as pivot; a run of bad pivots ends in a sort, so that no input is quadratic.</summary>
    public static void MoveSmallest<T>(Span<T> values, int count)
        where T : struct, INumber<T>
    {
        for (var tries = 2 * int.Log2(values.Length | 1); count > 0 && count < values.Length; tries--)
        {
            if (values.Length < SortBelow || tries == 0)
            {
                values.Sort();
                return;
            }

            var (low, high) = Partition(values, Median(values[0], values[values.Length / 2], values[^1]));
            if (count <= high)
            {
                values = values[..(high + 1)];
                if (count == values.Length)
                {
                    return;
                }
            }
            else if (count >= low)
            {
                values = values[low..];
                count -= low;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Leaves values up to the pivot at and below the returned high, values from it on at and above the returned low.</summary>
    private static (int Low, int High) Partition<T>(Span<T> values, T pivot)
        where T : struct, INumber<T>
    {
        var (low, high) = (0, values.Length - 1);
        while (low <= high)
        {
            while (values[low] < pivot)
            {
                low++;
            }

            while (values[high] > pivot)
            {
                high--;
            }

            if (low <= high)
            {
                (values[low], values[high]) = (values[high], values[low]);
                (low, high) = (low + 1, high - 1);
            }
        }

        return (low, high);
    }

    private static T Median<T>(T a, T b, T c)
        where T : struct, INumber<T>
        => T.Max(T.Min(a, b), T.Min(T.Max(a, b), c));
}
