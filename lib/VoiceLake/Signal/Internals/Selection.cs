using System.Numerics;

namespace VoiceLake.Signal.Internals;

/// <summary>Brings the ends of a sorted order into place without sorting the middle.</summary>
internal static class Selection
{
    private const int SortBelow = 48;

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
