using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>Reads rows for other activities: the first one, or up to 5,000; Azure leaves out the others without a word, and this says so.</summary>
internal sealed class LookupWork : IActivityWork
{
    /// <summary>The most rows that a Lookup gives.</summary>
    public const int MaxRows = 5_000;

    public async Task<JsonObject> RunAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var time = call.Services.Options.Time;
        var start = time.GetTimestamp();
        var activity = CallProperties.Of(call);
        var dataset = DatasetResolver.Resolve(call, activity.RequiredPart("dataset"));
        var reading = FormatReading.Read(dataset, activity.RequiredPart("source"));
        var isFirstOnly = activity.Flag("firstRowOnly", otherwise: true);
        var (rows, count) = await ReadAsync(call, reading, isFirstOnly, cancellationToken);
        var output = isFirstOnly ? First(rows) : All(rows);
        if (count > rows.Count && !isFirstOnly)
        {
            output["warnings"] = new JsonArray($"Lookup '{call.Activity.Name}' gives the first {MaxRows} of {count} rows, as in Azure, where nothing says so: {count - MaxRows} rows are missing. Read the data in pages of at most {MaxRows} rows.");
        }

        return RunReport.Close(RunReport.Limited(output, call.Activity.Name), time.GetElapsedTime(start));
    }

    private static async Task<(List<JsonObject> Rows, long Count)> ReadAsync(ActivityCall call, FormatReading reading, bool isFirstOnly, CancellationToken cancellationToken)
    {
        List<JsonObject> rows = [];
        var count = 0L;
        foreach (var file in (await SourceFiles.ListAsync(call, reading, cancellationToken)).Files)
        {
            await using var content = await file.OpenAsync(cancellationToken);
            await foreach (var row in RowFormat.ReadAsync(reading, file, content, cancellationToken))
            {
                count++;
                if (rows.Count < MaxRows)
                {
                    rows.Add(row);
                }

                if (isFirstOnly)
                {
                    return (rows, count);
                }
            }
        }

        return (rows, count);
    }

    private static JsonObject First(List<JsonObject> rows) => rows.Count == 0 ? [] : new JsonObject { ["firstRow"] = rows[0] };

    private static JsonObject All(List<JsonObject> rows) => new() { ["count"] = rows.Count, ["value"] = new JsonArray([.. rows]) };
}
