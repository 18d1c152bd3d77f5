using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Lake.Delta;

/// <summary>The statistics of one data file, as the log keeps them.</summary>
internal sealed class FileStatistics
{
    private long _rows;

    public void Add(TableBatch batch) => _rows += batch.RowCount;

    public string ToJson() => new JsonObject { ["numRecords"] = _rows }.ToJsonString();

    public static long? RowCount(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("numRecords", out var rows) ? rows.GetInt64() : null;
    }
}
