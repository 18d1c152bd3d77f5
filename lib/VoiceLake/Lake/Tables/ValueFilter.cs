using System.Globalization;
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

    /// <summary>The filter as SQL would say it, such as <c>submission IN ('a', 'b', … 12 more)</c>.</summary>
    public override string ToString()
    {
        if (Wanted is [var only])
        {
            return only is null ? $"{Column} IS NULL" : $"{Column} = {Literal(only)}";
        }

        var shown = Wanted.Take(ShownValues).Select(Literal).ToList();
        if (Wanted.Count > shown.Count)
        {
            shown.Add($"… {Wanted.Count - shown.Count} more");
        }

        return $"{Column} IN ({string.Join(", ", shown)})";
    }

    // A commit stays one that can be read, however many archives it replaces.
    private const int ShownValues = 3;

    private static readonly object Missing = new();

    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        bool truth => truth ? "true" : "false",
        string or DateOnly or DateTimeOffset or DateTime => $"'{Invariant(value).Replace("'", "''", StringComparison.Ordinal)}'",
        _ => Invariant(value),
    };

    private static string Invariant(object value) => value switch
    {
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

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
