namespace VoiceLake.Lake;

/// <summary>A table as it stands at one version.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Table">The table's name, such as <c>silver.clips</c>.</param>
/// <param name="Version">From 0, one more with each commit.</param>
/// <param name="Schema">The columns.</param>
/// <param name="PartitionColumns">Columns whose values stand in the log instead of the data files.</param>
/// <param name="Files">The active data files, in the order in which they were added.</param>
/// <param name="Transactions">The last version of each application that wrote with one.</param>
public sealed record TableSnapshot(
    string Table,
    long Version,
    TableSchema Schema,
    IReadOnlyList<string> PartitionColumns,
    IReadOnlyList<TableFile> Files,
    IReadOnlyDictionary<string, long> Transactions)
{
    /// <summary>The table's own id: it stays through overwrites, and another table of the same name has another.</summary>
    public string Id { get; init; } = "";
}

/// <summary>One active data file of a table.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Path">Its path below the table's folder.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="RowCount">Its rows, where the log says so.</param>
/// <param name="PartitionValues">The text form of each partition column's value; null for a missing value.</param>
public sealed record TableFile(string Path, long Length, long? RowCount, IReadOnlyDictionary<string, string?> PartitionValues)
{
    internal string? Stats { get; init; }

    /// <summary>The path as the log writes it, URL-encoded.</summary>
    internal string LogPath { get; init; } = "";
}

/// <summary>What a write did.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Version">The table's version now; unchanged where there was nothing to do.</param>
/// <param name="RowsAdded">Rows written.</param>
/// <param name="RowsRemoved">Rows that are gone.</param>
public sealed record TableCommit(long Version, long RowsAdded, long RowsRemoved);

/// <summary>One entry of a table's history.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Version">The version that the commit made.</param>
/// <param name="Timestamp">When, in UTC, where the commit says so.</param>
/// <param name="Operation">What was done, such as WRITE.</param>
/// <param name="Parameters">How, by name.</param>
/// <param name="RunId">The run that did it, where it was noted.</param>
/// <param name="FilesAdded">Data files that came.</param>
/// <param name="FilesRemoved">Data files that went.</param>
/// <param name="RowsAdded">Rows in the files that came, where the log says so.</param>
public sealed record TableVersion(
    long Version,
    DateTimeOffset? Timestamp,
    string? Operation,
    IReadOnlyDictionary<string, string> Parameters,
    string? RunId,
    int FilesAdded,
    int FilesRemoved,
    long? RowsAdded);
