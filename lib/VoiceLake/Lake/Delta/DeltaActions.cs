using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoiceLake.Lake.Delta;

/// <summary>One line of a commit: exactly one of its members is there; members of other names are not looked at.</summary>
internal sealed record DeltaAction
{
    /// <summary>The actions that make up a table's state, as checkpoints name their columns.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string> { "protocol", "metaData", "add", "remove", "txn" };

    /// <summary>Where a commit of ours says how many actions it has.</summary>
    public const string ActionsName = "voicelakeActions";

    public ProtocolAction? Protocol { get; init; }

    public MetadataAction? MetaData { get; init; }

    public AddAction? Add { get; init; }

    public RemoveAction? Remove { get; init; }

    public TransactionAction? Txn { get; init; }

    /// <summary>Whatever a writer notes of itself; the protocol leaves its form open.</summary>
    public JsonElement? CommitInfo { get; init; }

    /// <summary>Whether what the protocol asks for is there.</summary>
    [JsonIgnore]
    public bool IsWhole => this is { Add: null or { Path: not null }, Remove: null or { Path: not null }, Txn: null or { AppId: not null }, MetaData: null or { SchemaString: not null } };

    /// <summary>Whether it is of a kind that this build knows.</summary>
    [JsonIgnore]
    public bool IsKnown => this is not { Protocol: null, MetaData: null, Add: null, Remove: null, Txn: null, CommitInfo: null };

    /// <summary>How many actions the commit has, by its own word; null where it says nothing of it.</summary>
    [JsonIgnore]
    public int? ActionsSaid =>
        CommitInfo is { ValueKind: JsonValueKind.Object } info && info.TryGetProperty(ActionsName, out var said) && said.ValueKind == JsonValueKind.Number && said.TryGetInt32(out var actions) ? actions : null;
}

internal sealed record ProtocolAction(int MinReaderVersion, int MinWriterVersion)
{
    public IReadOnlyList<string>? ReaderFeatures { get; init; }

    public IReadOnlyList<string>? WriterFeatures { get; init; }
}

internal sealed record MetadataAction(string Id, FormatSpecification? Format, string SchemaString, IReadOnlyList<string>? PartitionColumns)
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? Configuration { get; init; } = new Dictionary<string, string>();

    public long? CreatedTime { get; init; }
}

internal sealed record FormatSpecification(string Provider)
{
    public IReadOnlyDictionary<string, string>? Options { get; init; } = new Dictionary<string, string>();
}

internal sealed record AddAction(string Path, IReadOnlyDictionary<string, string?>? PartitionValues, long Size, long ModificationTime, bool DataChange)
{
    public string? Stats { get; init; }

    public JsonElement? DeletionVector { get; init; }
}

internal sealed record RemoveAction(string Path, long? DeletionTimestamp, bool DataChange)
{
    public bool? ExtendedFileMetadata { get; init; }

    public IReadOnlyDictionary<string, string?>? PartitionValues { get; init; }

    public long? Size { get; init; }

    public JsonElement? DeletionVector { get; init; }
}

internal sealed record TransactionAction(string AppId, long Version)
{
    public long? LastUpdated { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeltaAction))]
internal sealed partial class DeltaJson : JsonSerializerContext;
