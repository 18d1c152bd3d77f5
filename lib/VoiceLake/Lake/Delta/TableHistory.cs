using System.Text.Json;

namespace VoiceLake.Lake.Delta;

/// <summary>Reads what a commit says of itself; writers are free in its form, so nothing is taken for granted.</summary>
internal static class TableHistory
{
    // The year 9999; before the year 1 there are fewer.
    private const long LastTime = 62_135_596_800_000;

    public static TableVersion Of(string table, long version, IReadOnlyList<DeltaAction> actions)
    {
        var info = actions.FirstOrDefault(action => action.CommitInfo is { ValueKind: JsonValueKind.Object })?.CommitInfo;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(info, "operationParameters") is { ValueKind: JsonValueKind.Object } said)
        {
            foreach (var parameter in said.EnumerateObject())
            {
                parameters[parameter.Name] = parameter.Value.ToString();
            }
        }

        var added = actions.Where(action => action.Add is not null).Select(action => FileStatistics.RowCountOf(table, action.Add!, action.Add!.Path)).ToList();
        return new TableVersion(
            version,
            Find(info, "timestamp") is { ValueKind: JsonValueKind.Number } time && time.TryGetInt64(out var milliseconds) && Math.Abs(milliseconds / 2) < LastTime / 2 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null,
            Text(info, "operation"),
            parameters,
            Text(info, "runId"),
            added.Count,
            actions.Count(action => action.Remove is not null),
            added.Contains(null) ? null : added.Sum());
    }

    private static JsonElement? Find(JsonElement? info, string name) => info is { } there && there.TryGetProperty(name, out var found) ? found : null;

    private static string? Text(JsonElement? info, string name) => Find(info, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
