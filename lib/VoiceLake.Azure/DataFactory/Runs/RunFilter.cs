using System.Globalization;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.Azure.DataFactory.Runs;

/// <summary>Which runs are asked for.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record RunFilter
{
    /// <summary>How far back: runs that last changed within it. Default: 7 days; Azure keeps 45.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The pipeline. Default: null, all.</summary>
    public string? Pipeline { get; init; }

    /// <summary>How they stand. Default: null, however.</summary>
    public RunStatus? Status { get; init; }

    internal static JsonObject Everything(TimeProvider time) => Window(TimeSpan.FromDays(366), time);

    internal JsonObject ToJson(TimeProvider time)
    {
        var json = Window(Within, time);
        json["filters"] = new JsonArray([.. Filters()]);
        json["orderBy"] = new JsonArray(new JsonObject { ["orderBy"] = "RunStart", ["order"] = "DESC" });
        return json;
    }

    private IEnumerable<JsonNode> Filters()
    {
        if (Pipeline is not null)
        {
            yield return Filter("PipelineName", Pipeline);
        }

        if (Status is { } status)
        {
            yield return Filter("Status", status.ToString());
        }
    }

    private static JsonObject Filter(string operand, string value) => new() { ["operand"] = operand, ["operator"] = "Equals", ["values"] = new JsonArray(value) };

    // A day into the future: the service's clock need not be this machine's.
    private static JsonObject Window(TimeSpan within, TimeProvider time) => new()
    {
        ["lastUpdatedAfter"] = Text(time.GetUtcNow() - within),
        ["lastUpdatedBefore"] = Text(time.GetUtcNow().AddDays(1)),
    };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
