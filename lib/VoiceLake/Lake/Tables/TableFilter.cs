namespace VoiceLake.Lake;

/// <summary>Which rows of a table are meant: those whose column has one of some values.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public abstract record TableFilter
{
    private protected TableFilter(string column)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        ColumnName = column;
    }

    /// <summary>The column that is asked.</summary>
    public string ColumnName { get; }

    /// <summary>Rows whose text column has one of these values.</summary>
    public static TableFilter In(string column, IEnumerable<string> values) => new ValueFilter(column, [.. values.Distinct()]);

    /// <summary>Rows whose column has this value; null means: has none.</summary>
    public static TableFilter Equal(string column, object? value) => new ValueFilter(column, [value]);

    /// <summary>The rows of a batch that match, in order.</summary>
    internal abstract int[] Match(TableBatch batch);

    /// <summary>Whether a file with these statistics can hold a match.</summary>
    internal abstract bool MayMatch(TableSchema schema, TableFile file);
}
