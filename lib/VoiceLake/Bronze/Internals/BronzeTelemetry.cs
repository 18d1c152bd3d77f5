using System.Diagnostics;
using System.Diagnostics.Metrics;
using VoiceLake.Telemetry;

namespace VoiceLake.Bronze.Internals;

/// <summary>Tells of the copies of bronze.</summary>
internal static class BronzeTelemetry
{
    private static readonly Counter<long> Archives = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.bronze.archives", "{archive}", "Archives of a source, by what became of them.");
    private static readonly Histogram<double> Duration = VoiceLakeTelemetry.Meter.Durations("voicelake.bronze.copy.duration", "How long one archive took: asked for, copied, checked.");

    /// <summary>Bytes of archives that came from a source.</summary>
    public static Counter<long> Bytes { get; } = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.bronze.bytes", "By", "Bytes of archives that came from a source, repeated ones included.");

    /// <summary>Requests made again.</summary>
    public static Counter<long> Retries { get; } = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.bronze.retries", "{retry}", "Requests to a source that were made again after a failure.");

    /// <summary>Brings one item to its end under a span of its own.</summary>
    public static Task<CopyOutcome> CopyAsync(SubmissionItem item, string runId, Func<Task<CopyOutcome>> copy) =>
        MeasuredWork.RunAsync(VoiceLakeTelemetry.Source, "bronze.copy", Duration, default, async (span, measures) =>
        {
            span?.SetTag(TelemetryTags.RunId, runId).SetTag(TelemetryTags.Archive, item.FileName).SetTag("url.full", TelemetryTags.PublicAddress(item.Url));
            var outcome = await copy();
            var name = NameOf(outcome);
            measures.Add(TelemetryTags.Outcome, name);
            span?.SetTag(TelemetryTags.Outcome, name);
            if (outcome.Row is { } row)
            {
                span?.SetTag("voicelake.bytes", row.Bytes);
            }

            if (outcome.Failure is { } failure)
            {
                // The detail is the source's words and stays in the table.
                span?.SetTag(TelemetryTags.Rule, failure.Rule).SetTag("voicelake.tries", failure.Tries).SetTag(TelemetryTags.ErrorType, failure.Rule).SetStatus(ActivityStatusCode.Error);
                Archives.Add(1, new(TelemetryTags.Outcome, name), new(TelemetryTags.Rule, failure.Rule));
            }
            else
            {
                Archives.Add(1, new KeyValuePair<string, object?>(TelemetryTags.Outcome, name));
            }

            return outcome;
        });

    private static string NameOf(CopyOutcome outcome) =>
        outcome.Failure is not null ? "failed" : outcome.Row is null ? "unchanged" : outcome.Copied ? "copied" : "recovered";
}
