namespace VoiceLake.Lake;

/// <summary>What is done to the arrays of batches whatever their type.</summary>
internal static class ColumnArrays
{
    /// <summary>The elements at these places; runs are copied at once.</summary>
    public static Array Take(Array source, ReadOnlySpan<int> rows)
    {
        var taken = Array.CreateInstance(source.GetType().GetElementType()!, rows.Length);
        for (var start = 0; start < rows.Length;)
        {
            var end = start + 1;
            while (end < rows.Length && rows[end] == rows[end - 1] + 1)
            {
                end++;
            }

            Array.Copy(source, rows[start], taken, start, end - start);
            start = end;
        }

        return taken;
    }

    /// <summary>All elements of arrays of one type, one after the other.</summary>
    public static Array Concat(IReadOnlyList<Array> parts)
    {
        var all = Array.CreateInstance(parts[0].GetType().GetElementType()!, parts.Sum(part => part.Length));
        var start = 0;
        foreach (var part in parts)
        {
            Array.Copy(part, 0, all, start, part.Length);
            start += part.Length;
        }

        return all;
    }

    /// <summary>About how many bytes an array holds.</summary>
    public static long SizeOf(Array column) => column switch
    {
        string?[] texts => texts.Sum(text => 4L + (text?.Length ?? 0)),
        byte[]?[] blobs => blobs.Sum(blob => 4L + (blob?.Length ?? 0)),
        string[]?[] lists => lists.Sum(list => 4L + (list?.Sum(text => 4L + (text?.Length ?? 0)) ?? 0)),
        Array[] lists => lists.Sum(list => 4L + (8L * (list?.Length ?? 0))),
        _ => 8L * column.Length,
    };

    /// <summary>The values of a column as another's: required and nullable are exchanged, and integers and floats widened.</summary>
    /// <exception cref="LakeException">The types differ, or a value is missing where none may be.</exception>
    public static Array Convert(Array values, TableColumn from, TableColumn to, string where)
    {
        if (from.Type != to.Type)
        {
            values = Widen(values, from, to) ?? throw new LakeException($"{where}: column '{to.Name}' is {from.Type} and cannot be taken as {to.Type}.");
        }

        if (from.Nullable == to.Nullable)
        {
            return values;
        }

        return to.Type.ClrType switch
        {
            var type when type == typeof(int) => Values<int>(values, to, where),
            var type when type == typeof(long) => Values<long>(values, to, where),
            var type when type == typeof(float) => Values<float>(values, to, where),
            var type when type == typeof(double) => Values<double>(values, to, where),
            var type when type == typeof(bool) => Values<bool>(values, to, where),
            var type when type == typeof(DateTimeOffset) => Values<DateTimeOffset>(values, to, where),
            var type when type == typeof(DateOnly) => Values<DateOnly>(values, to, where),
            _ => to.Nullable || Array.IndexOf((object?[])values, null) is not (>= 0 and var row) ? values : throw Missing(to, row, where),
        };
    }

    private static Array Values<T>(Array values, TableColumn to, string where)
        where T : struct => values is T[] all
        ? Array.ConvertAll(all, value => (T?)value)
        : Array.IndexOf((T?[])values, null) is >= 0 and var row ? throw Missing(to, row, where) : Array.ConvertAll((T?[])values, value => value!.Value);

    private static Array? Widen(Array values, TableColumn from, TableColumn to) => (values, to.Type.Name) switch
    {
        (int[] all, "long") => Array.ConvertAll(all, value => (long)value),
        (int?[] all, "long") => Array.ConvertAll(all, value => (long?)value),
        (int[] all, "double") => Array.ConvertAll(all, value => (double)value),
        (int?[] all, "double") => Array.ConvertAll(all, value => (double?)value),
        (float[] all, "double") => Array.ConvertAll(all, value => (double)value),
        (float?[] all, "double") => Array.ConvertAll(all, value => (double?)value),
        _ => null,
    };

    private static LakeException Missing(TableColumn column, int row, string where) =>
        new($"{where}: column '{column.Name}' has no value in row {row + 1} of a batch and may not be null: make it nullable, or mend the row.");
}
