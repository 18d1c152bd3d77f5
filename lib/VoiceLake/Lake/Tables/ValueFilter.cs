using VoiceLake.Lake.Delta;

namespace VoiceLake.Lake;

/// <summary>A filter on equality with any of some values.</summary>
internal sealed record ValueFilter(string Column, IReadOnlyList<object?> Wanted) : TableFilter(Column)
{
    /// <inheritdoc/>
    internal override int[] Match(TableBatch batch)
    {
        var index = batch.Schema.Require(Column);
        var values = Typed(batch.Schema.Columns[index]);
        List<int> rows = [];
        switch (batch.Columns[index])
        {
            case string?[] texts:
                for (var i = 0; i < texts.Length; i++)
                {
                    if (values.Contains(texts[i] ?? Missing))
                    {
                        rows.Add(i);
                    }
                }

                break;
            case var array:
                for (var i = 0; i < array.Length; i++)
                {
                    if (values.Contains(array.GetValue(i) ?? Missing))
                    {
                        rows.Add(i);
                    }
                }

                break;
        }

        return [.. rows];
    }

    /// <inheritdoc/>
    internal override bool MayMatch(TableSchema schema, TableFile file)
    {
        var column = schema.Columns[schema.Require(Column)];
        return FileBounds.MayHold(file, column, Typed(column).Select(value => ReferenceEquals(value, Missing) ? null : value));
    }

    private static readonly object Missing = new();

    // A value of another numeric type is taken as the column's, so that Equal("n", 1) finds a long.
    private HashSet<object> Typed(TableColumn column)
    {
        HashSet<object> typed = [];
        foreach (var value in Wanted)
        {
            typed.Add(value switch
            {
                null => Missing,
                int number when column.Type == ColumnType.Long => (long)number,
                int number when column.Type == ColumnType.Double => (double)number,
                float number when column.Type == ColumnType.Double => (double)number,
                _ when value.GetType() == column.Type.ClrType && column.Type.Element is null && column.Type != ColumnType.Binary => value,
                _ => throw new LakeException($"Column '{column.Name}' is {column.Type} and cannot be compared with a {value.GetType().Name}."),
            });
        }

        return typed;
    }
}
