namespace VoiceLake.Lake.Delta;

/// <summary>A table's state, replayed from its actions.</summary>
internal sealed class DeltaState(string table)
{
    private const int ReaderVersion = 1;
    private const int WriterVersion = 2;
    private readonly Dictionary<string, AddAction> _files = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly Dictionary<string, long> _transactions = new(StringComparer.Ordinal);

    public long Version { get; private set; } = -1;

    public MetadataAction? Metadata { get; private set; }

    public ProtocolAction? Protocol { get; private set; }

    /// <summary>Active files, in the order in which they were added.</summary>
    public IEnumerable<AddAction> Files => _order.Distinct().Where(_files.ContainsKey).Select(path => _files[path]);

    public void Apply(long version, IEnumerable<DeltaAction> actions)
    {
        if (Version >= 0 && version != Version + 1)
        {
            throw new LakeException($"The log of {table} has a gap: version {version} follows {Version}. Bring back the missing commits.");
        }

        Version = version;
        foreach (var action in actions)
        {
            Metadata = action.MetaData ?? Metadata;
            Protocol = action.Protocol ?? Protocol;
            if (action.Remove is { } remove)
            {
                _files.Remove(remove.Path);
            }

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

        return new TableSnapshot(
            table,
            Version,
            SchemaJson.Read(Metadata.SchemaString),
            Metadata.PartitionColumns ?? [],
            [.. Files.Select(add => new TableFile(Uri.UnescapeDataString(add.Path), add.Size, FileStatistics.RowCount(add.Stats), add.PartitionValues ?? new Dictionary<string, string?>()) { Stats = add.Stats, LogPath = add.Path })],
            _transactions)
        {
            Id = Metadata.Id,
            WhyNotWritable = Protocol.MinWriterVersion > WriterVersion
                ? $"it needs Delta writer version {Protocol.MinWriterVersion}{Named(Protocol.WriterFeatures)}, and this build writes version {WriterVersion}"
                : null,
        };
    }

    private static string Named(IReadOnlyList<string>? features) => features is { Count: > 0 } ? $" ({string.Join(", ", features)})" : "";
}
