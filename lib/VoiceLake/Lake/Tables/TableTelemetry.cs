using System.Diagnostics;
using System.Diagnostics.Metrics;
using VoiceLake.Telemetry;

namespace VoiceLake.Lake;

/// <summary>Tells of writes to tables.</summary>
internal static class TableTelemetry
{
    private static readonly Histogram<double> Duration = VoiceLakeTelemetry.Meter.Durations("voicelake.lake.write.duration", "How long writes to a table took, data files and commit.");
    private static readonly Counter<long> Rows = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.lake.rows", "{row}", "Rows that commits added.");
    private static readonly Counter<long> Races = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.lake.commit.races", "{race}", "Commits that another run's came before, and that were made again on top of it.");
    private static readonly Counter<long> Conflicts = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.lake.commit.conflicts", "{conflict}", "Writes that did not go together with another run's commit, and changed nothing.");

    /// <summary>Writes under a span of its own.</summary>
    public static Task<TableCommit> WriteAsync(string table, TableWrite write, string? runId, Func<Task<TableCommit>> work)
    {
        var tags = new TagList { { TelemetryTags.Table, table }, { "voicelake.table.write", NameOf(write) } };
        return MeasuredWork.RunAsync(VoiceLakeTelemetry.Source, "lake.write", Duration, tags, async (span, _) =>
        {
            span?.SetTag(TelemetryTags.RunId, runId);
            try
            {
                var commit = await work();
                span?.SetTag("voicelake.table.version", commit.Version).SetTag("voicelake.rows.added", commit.RowsAdded).SetTag("voicelake.rows.removed", commit.RowsRemoved);
                Rows.Add(commit.RowsAdded, new KeyValuePair<string, object?>(TelemetryTags.Table, table));
                return commit;
            }
            catch (LakeConflictException conflict)
            {
                Conflicts.Add(1, new(TelemetryTags.Table, table), new("voicelake.conflict", conflict.Conflict.ToString()));
                throw;
            }
        });
    }

    /// <summary>Counts a commit that another run's came before.</summary>
    public static void AddRace(string table) => Races.Add(1, new KeyValuePair<string, object?>(TelemetryTags.Table, table));

    private static string NameOf(TableWrite write) => write switch
    {
        TableWrite.Append => "append",
        TableWrite.Overwrite => "overwrite",
        _ => "replace",
    };
}
