namespace VoiceLake.Lake;

/// <summary>What to read of a table.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed record TableReadOptions
{
    /// <summary>The version to read; the newest by default.</summary>
    public long? Version { get; init; }

    /// <summary>The columns to read, in this order; all by default (typed records: those of the record).</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Which rows; all by default. Files that cannot hold a match are not opened.</summary>
    public TableFilter? Where { get; init; }
}

/// <summary>How to write to a table.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed record TableWriteOptions
{
    /// <summary>The run that writes, as the history shows it; none by default.</summary>
    public string? RunId { get; init; }

    /// <summary>Names this write, so that repeating it does nothing: a version of the application's that the table has already is not written again. None by default.</summary>
    public (string AppId, long Version)? Transaction { get; init; }

    /// <summary>Columns by whose values a new table's files are parted; none by default. A table that is there keeps its own.</summary>
    public IReadOnlyList<string> PartitionBy { get; init; } = [];

    /// <summary>More to note in the history, by name; nothing by default.</summary>
    public IReadOnlyDictionary<string, string> Info { get; init; } = new Dictionary<string, string>();
}
