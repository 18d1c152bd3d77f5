using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parquet.Serialization;
using VoiceLake.Lake.Files;

namespace VoiceLake.Lake.Delta;

/// <summary>Reads checkpoints that others wrote: the actions of a table's state, one a row.</summary>
internal static class DeltaCheckpoint
{
    public static async Task<IReadOnlyList<DeltaAction>> ReadAsync(ILakeStore store, IReadOnlyList<LakePath> parts, CancellationToken cancellationToken)
    {
        List<DeltaAction> actions = [];
        foreach (var path in parts)
        {
            try
            {
                await using var stream = await store.OpenReadAsync(path, cancellationToken: cancellationToken);
                ParquetFooter.Check(stream);
                var rows = await ParquetSerializer.DeserializeUntypedAsync(stream, cancellationToken: cancellationToken);
                actions.AddRange(rows.Data.Select(row => Node(new Dictionary<string, object?>(row.Where(column => DeltaAction.Names.Contains(column.Key))!))!.Deserialize(DeltaJson.Default.DeltaAction) is { IsWhole: true } action ? action : throw new JsonException("a member that must be there is missing")));
            }
            catch (Exception error) when (error is not (OperationCanceledException or LakeException))
            {
                throw new LakeException($"The checkpoint '{path}' could not be read: {error.Message}. Where the whole log is there, moving the checkpoint away helps.", error);
            }
        }

        return actions;
    }

    // The same actions as in commits, so they take the same way: as JSON.
    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        ReadOnlyMemory<char> text => JsonValue.Create(text.ToString()),
        IDictionary map => new JsonObject(map.Keys.Cast<object>().Select(key => KeyValuePair.Create(Convert.ToString(key, CultureInfo.InvariantCulture)!, Node(map[key])))),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(Node)]),
        _ => JsonSerializer.SerializeToNode(value),
    };
}
