using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Activities.Copying;
using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>Copies files from a web server or a lake to a lake: byte for byte, unpacked, or row by row from one format to another.</summary>
internal sealed class CopyWork : IActivityWork
{
    public async Task<JsonObject> RunAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var time = call.Services.Options.Time;
        var start = time.GetTimestamp();
        var plan = CopyPlan.Read(call);
        var tally = new CopyTally();
        if (plan.Source.Type != "Binary")
        {
            await new RowCopy(call, plan, tally).RunAsync(cancellationToken);
        }
        else
        {
            await new BinaryCopy(call, plan, tally).RunAsync(cancellationToken);
        }

        return Report(plan, tally, time.GetElapsedTime(start));
    }

    private static JsonObject Report(CopyPlan plan, CopyTally tally, TimeSpan duration)
    {
        var output = new JsonObject
        {
            ["dataRead"] = tally.DataRead,
            ["dataWritten"] = tally.DataWritten,
            ["filesRead"] = tally.FilesRead,
            ["filesWritten"] = tally.FilesWritten,
        };
        if (tally.RowsRead is { } rows)
        {
            output["rowsRead"] = rows;
            output["rowsCopied"] = tally.RowsCopied;
        }

        if (tally.Resumed > 0)
        {
            output["dataKeptFromEarlierTry"] = tally.Resumed;
        }

        output["copyDuration"] = (long)Math.Ceiling(duration.TotalSeconds);
        output["throughput"] = duration > TimeSpan.Zero ? Math.Round(tally.DataRead / 1024.0 / duration.TotalSeconds, 3) : 0;
        output["errors"] = new JsonArray();
        output["effectiveIntegrationRuntime"] = RunReport.LocalRuntime;
        output["executionDetails"] = new JsonArray(new JsonObject
        {
            ["source"] = new JsonObject { ["type"] = plan.Source.Place.Type },
            ["sink"] = new JsonObject { ["type"] = plan.Sink.Place.Type },
            ["status"] = "Succeeded",
        });
        return output;
    }
}
