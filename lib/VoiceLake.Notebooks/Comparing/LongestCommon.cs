namespace VoiceLake.Notebooks.Comparing;

/// <summary>The longest sequences that two lists share in order.</summary>
internal static class LongestCommon
{
    // Beyond it the table would take seconds and gigabytes; the lists are then taken as wholly different between their equal ends.
    private const long MostComparisons = 16_000_000;

    /// <summary>The pairs of a longest common subsequence.</summary>
    public static List<(T Old, T New)> Of<T>(IReadOnlyList<T> old, IReadOnlyList<T> @new, Func<T, T, bool> areEqual)
    {
        var head = 0;
        while (head < old.Count && head < @new.Count && areEqual(old[head], @new[head]))
        {
            head++;
        }

        var tail = 0;
        while (tail < old.Count - head && tail < @new.Count - head && areEqual(old[^(tail + 1)], @new[^(tail + 1)]))
        {
            tail++;
        }

        return
        [
            .. Enumerable.Range(0, head).Select(index => (old[index], @new[index])),
            .. Middle(old, @new, head, old.Count - tail, @new.Count - tail, areEqual),
            .. Enumerable.Range(0, tail).Select(index => (old[old.Count - tail + index], @new[@new.Count - tail + index])),
        ];
    }

    /// <summary>The values of a longest increasing subsequence of distinct numbers.</summary>
    public static HashSet<int> Increasing(IReadOnlyList<int> numbers)
    {
        int[] sorted = [.. numbers.Order()];
        return [.. Of(numbers, sorted, (one, other) => one == other).Select(pair => pair.Old)];
    }

    private static List<(T, T)> Middle<T>(IReadOnlyList<T> old, IReadOnlyList<T> @new, int start, int oldEnd, int newEnd, Func<T, T, bool> areEqual)
    {
        var (rows, columns) = (oldEnd - start, newEnd - start);
        if (rows == 0 || columns == 0 || (long)rows * columns > MostComparisons)
        {
            return [];
        }

        var lengths = new int[rows + 1, columns + 1];
        for (var row = rows - 1; row >= 0; row--)
        {
            for (var column = columns - 1; column >= 0; column--)
            {
                lengths[row, column] = areEqual(old[start + row], @new[start + column])
                    ? lengths[row + 1, column + 1] + 1
                    : Math.Max(lengths[row + 1, column], lengths[row, column + 1]);
            }
        }

        var pairs = new List<(T, T)>();
        for (int row = 0, column = 0; row < rows && column < columns;)
        {
            if (areEqual(old[start + row], @new[start + column]))
            {
                pairs.Add((old[start + row++], @new[start + column++]));
            }
            else if (lengths[row + 1, column] >= lengths[row, column + 1])
            {
                row++;
            }
            else
            {
                column++;
            }
        }

        return pairs;
    }
}
