namespace VoiceLake.Lake;

/// <summary>One column of a table.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Name">Its name, unique in the table regardless of case.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Nullable">Whether a value may be missing.</param>
public sealed record TableColumn(string Name, ColumnType Type, bool Nullable = true)
{
    /// <inheritdoc/>
    public override string ToString() => Nullable ? $"{Name} {Type}" : $"{Name} {Type} not null";

    /// <summary>The type of a batch's array for this column: value types are <see cref="System.Nullable{T}"/> where values may be missing.</summary>
    internal Type ArrayElement => Type.ClrType is not { } clr
        ? throw new LakeException($"Column '{Name}' has the type {Type}, which this build does not read: choose other columns.")
        : Nullable && clr.IsValueType ? typeof(Nullable<>).MakeGenericType(clr) : clr;
}

/// <summary>The columns of a table, in order.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed class TableSchema : IEquatable<TableSchema>
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A schema of these columns.</summary>
    /// <exception cref="ArgumentException">Two columns have one name.</exception>
    public TableSchema(IEnumerable<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
        for (var i = 0; i < Columns.Count; i++)
        {
            if (string.IsNullOrEmpty(Columns[i].Name) || !_ordinals.TryAdd(Columns[i].Name, i))
            {
                throw new ArgumentException($"Column {i + 1} is named '{Columns[i].Name}': a name must be there, and only once regardless of case.", nameof(columns));
            }
        }
    }

    /// <summary>A schema of these columns.</summary>
    public TableSchema(params TableColumn[] columns)
        : this((IEnumerable<TableColumn>)columns)
    {
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The place of a column, from 0; −1 where there is none of this name.</summary>
    public int IndexOf(string name) => _ordinals.TryGetValue(name, out var i) ? i : -1;

    /// <summary>The schema of these columns of this one, in the order asked for.</summary>
    /// <exception cref="LakeException">A name is not there; the message lists those that are.</exception>
    public TableSchema Select(IEnumerable<string> names) => new(names.Select(name => Columns[Require(name)]));

    /// <inheritdoc/>
    public bool Equals(TableSchema? other) => other is not null && Columns.SequenceEqual(other.Columns);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TableSchema);

    /// <inheritdoc/>
    public override int GetHashCode() => Columns.Aggregate(Columns.Count, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Columns);

    internal int Require(string name) => IndexOf(name) is var i and >= 0
        ? i
        : throw new LakeException($"There is no column '{name}': there are {string.Join(", ", Columns.Select(column => column.Name))}.");
}
