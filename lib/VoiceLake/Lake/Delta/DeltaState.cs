using System.Collections.Frozen;
using System.Text.Json;

namespace VoiceLake.Lake.Delta;

/// <summary>A table's state, replayed from its actions.</summary>
internal sealed class DeltaState(string table)
{
    public const int ReaderVersion = 1;
    public const int WriterVersion = 2;

    private readonly Dictionary<string, AddAction> _files = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly Dictionary<string, long> _transactions = new(StringComparer.Ordinal);

    public long Version { get; private set; } = -1;

    public MetadataAction? Metadata { get; private set; }

    public ProtocolAction? Protocol { get; private set; }

    // A path stands in the order at its first adding; one that was removed and added again keeps that place.
    private IEnumerable<AddAction> Files => _order.Distinct(StringComparer.Ordinal).Where(_files.ContainsKey).Select(path => _files[path]);

    /// <summary>A state of its own that goes on from this one.</summary>
    public DeltaState Copy()
    {
        var copy = new DeltaState(table) { Version = Version, Metadata = Metadata, Protocol = Protocol };
        copy._order.AddRange(_order);
        foreach (var (path, file) in _files)
        {
            copy._files[path] = file;
        }

        foreach (var (application, version) in _transactions)
        {
            copy._transactions[application] = version;
        }

        return copy;
    }

    /// <summary>Applies a commit, or a checkpoint as the first of all.</summary>
    public void Apply(long version, IReadOnlyList<DeltaAction> actions)
    {
        if (Version >= 0 && version != Version + 1)
        {
            throw new LakeException($"The log of {table} has a gap: version {version} follows {Version}. Bring back the missing commits.");
        }

        // A checkpoint, as the first of all, also remembers what was removed long ago; a commit removes what is there.
        var isCommit = Version >= 0;
        Version = version;

        // The order within a commit means nothing: a path removed and added in one is there afterwards.
        foreach (var remove in actions.Select(action => action.Remove).OfType<RemoveAction>())
        {
            if (!_files.Remove(remove.Path) && isCommit)
            {
                throw new LakeException($"The log of {table} is not whole: version {version} removes the file '{remove.Path}', which the table does not hold. Bring the log back from a copy of the lake.");
            }
        }

        foreach (var action in actions)
        {
            Metadata = action.MetaData ?? Metadata;
            Protocol = action.Protocol ?? Protocol;
            if (action.Add is { } add)
            {
                _files[add.Path] = add;
                _order.Add(add.Path);
            }

            if (action.Txn is { } txn)
            {
                _transactions[txn.AppId] = txn.Version;
            }
        }
    }

    /// <summary>The state as callers see it, once it is known that this build reads such tables.</summary>
    public TableSnapshot ToSnapshot()
    {
        if (Protocol is null || Metadata is null)
        {
            throw new LakeException($"The log of {table} has no {(Protocol is null ? "protocol" : "metaData")} action up to version {Version}: it is not whole.");
        }

        if (Protocol.MinReaderVersion > ReaderVersion)
        {
            throw new LakeException($"{table} needs Delta reader version {Protocol.MinReaderVersion}{Named(Protocol.ReaderFeatures)}, and this build reads version {ReaderVersion}: write the table without these features.");
        }

        if (Metadata.Format is { Provider: not "parquet" } format)
        {
            throw new LakeException($"{table} keeps its rows as {format.Provider}, and this build reads parquet.");
        }

        return new TableSnapshot(table, Version, ReadSchema(Metadata.SchemaString), Metadata.PartitionColumns ?? [], [.. Files.Select(add => FileOf(table, add))], _transactions.ToFrozenDictionary(StringComparer.Ordinal)) { Id = Metadata.Id };
    }

    /// <summary>Refuses a write that the table's protocol or properties forbid.</summary>
    public void RequireWritable(TableWrite write)
    {
        var reason = Protocol!.MinWriterVersion > WriterVersion
                ? $"it needs Delta writer version {Protocol.MinWriterVersion}{Named(Protocol.WriterFeatures)}, and this build writes version {WriterVersion}"
            : Metadata!.SchemaString.Contains("\"delta.invariants\"", StringComparison.Ordinal) ? "its columns have invariants (delta.invariants), which this build does not check"
            : write != TableWrite.Append && Metadata.Configuration?.GetValueOrDefault("delta.appendOnly") == "true" ? "its property delta.appendOnly forbids removing rows"
            : null;
        if (reason is not null)
        {
            throw new LakeException($"{table} cannot be written: {reason}.");
        }
    }

    /// <summary>A file as callers see it.</summary>
    public static TableFile FileOf(string table, AddAction add)
    {
        var path = Uri.UnescapeDataString(add.Path);
        if (add.DeletionVector is { ValueKind: JsonValueKind.Object })
        {
            throw new LakeException($"The file '{path}' of {table} has a deletion vector, which this build does not read: purge the table (REORG TABLE … APPLY (PURGE)).");
        }

        if (path.Length == 0 || path[0] == '/' || path.Contains("://", StringComparison.Ordinal) || path.Split('/').Contains(".."))
        {
            throw new LakeException($"The file '{path}' of {table} lies outside its table, which this build does not read: copy the table whole.");
        }

        return new TableFile(path, add.Size, FileStatistics.RowCountOf(table, add, path), add.PartitionValues ?? new Dictionary<string, string?>()) { Stats = add.Stats, LogPath = add.Path };
    }

    private TableSchema ReadSchema(string json)
    {
        try
        {
            return SchemaJson.Read(json);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new LakeException($"The columns of {table} at version {Version} cannot be read from its log: {error.Message} Bring the log back from a copy of the lake.", error);
        }
    }

    private static string Named(IReadOnlyList<string>? features) => features is { Count: > 0 } ? $" ({string.Join(", ", features)})" : "";
}
