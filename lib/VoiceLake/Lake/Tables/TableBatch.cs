namespace VoiceLake.Lake;

/// <summary>Some rows of a table as one array a column.</summary>
/// <remarks>
/// Notebook: 03-gold-features
/// <para>An array has one element a row: of the column type's <see cref="ColumnType.ClrType"/>, and for value types of its
/// <see cref="Nullable{T}"/> where the column is nullable (<c>double?[]</c>, <c>long[]</c>, <c>string?[]</c>, <c>float[]?[]</c>).</para>
/// </remarks>
public sealed class TableBatch
{
    /// <summary>Rows of this schema; the arrays are kept, not copied.</summary>
    /// <exception cref="ArgumentException">An array has the wrong type or length; the message names its column.</exception>
    public TableBatch(TableSchema schema, IReadOnlyList<Array> columns)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != schema.Columns.Count)
        {
            throw new ArgumentException($"The schema has {schema.Columns.Count} columns and the batch {columns.Count}.", nameof(columns));
        }

        (Schema, Columns, RowCount) = (schema, columns, columns.Count == 0 ? 0 : columns[0].Length);
        for (var i = 0; i < columns.Count; i++)
        {
            var expected = schema.Columns[i].ArrayElement;
            if (columns[i].Length != RowCount || columns[i].GetType().GetElementType() != expected)
            {
                throw new ArgumentException($"Column '{schema.Columns[i].Name}' needs {RowCount} elements of {expected}, not {columns[i].Length} of {columns[i].GetType().GetElementType()}.", nameof(columns));
            }
        }
    }

    /// <summary>The columns' names and types.</summary>
    public TableSchema Schema { get; }

    /// <summary>The arrays, in the schema's order.</summary>
    public IReadOnlyList<Array> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int RowCount { get; }

    /// <summary>One column's array.</summary>
    /// <typeparam name="T">The element's type, such as <c>double?</c>.</typeparam>
    /// <exception cref="LakeException">There is no such column, or it holds another type; the message says which.</exception>
    public T[] Column<T>(string name)
    {
        var i = Schema.Require(name);
        return Columns[i] as T[] ?? throw new LakeException($"Column '{name}' is {Schema.Columns[i]}: ask for {Schema.Columns[i].ArrayElement}, not {typeof(T)}.");
    }

    /// <summary>The rows at these places, in the order given.</summary>
    internal TableBatch Take(ReadOnlySpan<int> rows)
    {
        var taken = new Array[Columns.Count];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = ColumnArrays.Take(Columns[i], rows);
        }

        return new TableBatch(Schema, taken);
    }

    internal TableBatch Slice(int start, int count) => new(Schema, [.. Columns.Select(column =>
    {
        var slice = Array.CreateInstance(column.GetType().GetElementType()!, count);
        Array.Copy(column, start, slice, 0, count);
        return slice;
    })]);
}
