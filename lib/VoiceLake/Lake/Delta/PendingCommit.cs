using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Lake.Delta;

/// <summary>A commit that is to be made: what was read, and what it adds and removes.</summary>
internal sealed record PendingCommit(
    TableWrite Write, TableFilter? Where, DeltaState? State, TableSnapshot? Base, TableSchema Schema, IReadOnlyList<string> PartitionBy, TableWriteOptions Options)
{
    public IReadOnlyList<AddAction> Added { get; init; } = [];

    public IReadOnlyList<RemoveAction> Removed { get; init; } = [];

    /// <summary>The version that the commit makes.</summary>
    public long Version => (Base?.Version ?? -1) + 1;

    /// <summary>The lines of the commit.</summary>
    public IReadOnlyList<DeltaAction> Actions(DateTimeOffset time)
    {
        var now = time.ToUnixTimeMilliseconds();
        var changes = Changes(now).ToList();
        return [new DeltaAction { CommitInfo = JsonSerializer.SerializeToElement(Info(now, changes.Count + 1)) }, .. changes];
    }

    private IEnumerable<DeltaAction> Changes(long now)
    {
        if (Base is null)
        {
            yield return new DeltaAction { Protocol = new ProtocolAction(DeltaState.ReaderVersion, DeltaState.WriterVersion) };
        }

        if (Base is null || !Base.Schema.Equals(Schema))
        {
            // A changed schema is the only change: id, name and properties of the table stay.
            var before = State?.Metadata ?? new MetadataAction(Guid.NewGuid().ToString(), new FormatSpecification("parquet"), "", PartitionBy) { CreatedTime = now };
            yield return new DeltaAction { MetaData = before with { SchemaString = SchemaJson.Write(Schema) } };
        }

        if (Options.Transaction is { } transaction)
        {
            yield return new DeltaAction { Txn = new TransactionAction(transaction.AppId, transaction.Version) { LastUpdated = now } };
        }

        foreach (var remove in Removed)
        {
            yield return new DeltaAction { Remove = remove };
        }

        foreach (var add in Added)
        {
            yield return new DeltaAction { Add = add };
        }
    }

    private JsonObject Info(long now, int actions)
    {
        var parameters = new JsonObject { ["mode"] = Write == TableWrite.Append ? "Append" : "Overwrite" };
        if (Where is not null)
        {
            parameters["predicate"] = Where.ToString();
        }

        foreach (var (name, value) in Options.Info)
        {
            parameters[name] = value;
        }

        var info = new JsonObject { ["timestamp"] = now, ["operation"] = "WRITE", ["operationParameters"] = parameters, ["isBlindAppend"] = Write == TableWrite.Append, ["engineInfo"] = "VoiceLake", [DeltaAction.ActionsName] = actions };
        if (Base is not null)
        {
            info["readVersion"] = Base.Version;
        }

        if (Options.RunId is not null)
        {
            info["runId"] = Options.RunId;
        }

        return info;
    }
}
