using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Lake.Delta;

/// <summary>Gathers the statistics of one data file: rows, and for the first columns the missing values and the bounds.</summary>
internal sealed class FileStatistics(TableSchema schema)
{
    // As many as Delta indexes by default: a wide feature table need not repeat itself in its log.
    private const int IndexedColumns = 32;

    private readonly ColumnStatistics[] _columns =
        [.. schema.Columns.Take(IndexedColumns).Where(column => column.Type.Element is null).Select(column => new ColumnStatistics(column.Name, column.Type))];

    private long _rows;

    public void Add(TableBatch batch)
    {
        _rows += batch.RowCount;
        foreach (var column in _columns)
        {
            column.Add(batch.Columns[batch.Schema.IndexOf(column.Name)]);
        }
    }

    public string ToJson()
    {
        var bounded = _columns.Where(column => column.IsBounded).ToList();
        return new JsonObject
        {
            ["numRecords"] = _rows,
            ["minValues"] = new JsonObject(bounded.Select(column => KeyValuePair.Create(column.Name, (JsonNode?)column.Minimum))),
            ["maxValues"] = new JsonObject(bounded.Select(column => KeyValuePair.Create(column.Name, (JsonNode?)column.Maximum))),
            ["nullCount"] = new JsonObject(_columns.Select(column => KeyValuePair.Create(column.Name, (JsonNode?)JsonValue.Create(column.NullCount)))),
        }.ToJsonString();
    }

    /// <summary>The rows that a file's statistics speak of, where they do.</summary>
    /// <exception cref="LakeException">The statistics are no JSON.</exception>
    public static long? RowCountOf(string table, AddAction add, string path)
    {
        try
        {
            return Find(add.Stats, ["numRecords"]) is { ValueKind: JsonValueKind.Number } rows && rows.TryGetInt64(out var count) ? count : null;
        }
        catch (JsonException error)
        {
            throw new LakeException($"What the log of {table} says of the file '{path}' cannot be read: {error.Message} Bring the log back from a copy of the lake.", error);
        }
    }

    /// <summary>A member of a file's statistics, where it is there.</summary>
    public static JsonElement? Find(string? json, ReadOnlySpan<string> path)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        var element = document.RootElement;
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.Clone();
    }
}
