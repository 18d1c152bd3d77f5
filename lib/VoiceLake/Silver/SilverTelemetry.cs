using System.Diagnostics.Metrics;
using VoiceLake.Quality;
using VoiceLake.Telemetry;

namespace VoiceLake.Silver;

/// <summary>Tells of the archives of silver.</summary>
internal static class SilverTelemetry
{
    private static readonly Counter<long> Archives = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.silver.archives", "{archive}", "Archives of bronze, by what became of them.");
    private static readonly Counter<long> Clips = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.silver.clips", "{clip}", "Clips of archives, by what became of them.");
    private static readonly Counter<long> Findings = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.silver.findings", "{finding}", "Rows of silver.quarantine, by the rule that was broken.");
    private static readonly Counter<long> Bytes = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.silver.bytes", "By", "Bytes of the archives that were decoded.");
    private static readonly Histogram<double> Duration = VoiceLakeTelemetry.Meter.Durations("voicelake.silver.decode.duration", "How long one archive took: unpacked, decoded, cast.");

    /// <summary>Decodes one archive under a span of its own.</summary>
    public static Task<DecodedSubmission> DecodeAsync(string archive, string runId, Func<Task<DecodedSubmission>> decode) =>
        MeasuredWork.RunAsync(VoiceLakeTelemetry.Source, "silver.decode", Duration, default, async (span, measures) =>
        {
            span?.SetTag(TelemetryTags.RunId, runId).SetTag(TelemetryTags.Archive, archive);
            var decoded = await decode();
            var outcome = NameOf(decoded.Submission);
            measures.Add(TelemetryTags.Outcome, outcome);
            span?.SetTag(TelemetryTags.Outcome, outcome)
                .SetTag("voicelake.bytes", decoded.Submission.Bytes)
                .SetTag("voicelake.clips.good", decoded.Submission.Clips)
                .SetTag("voicelake.clips.quarantined", decoded.Submission.ClipsRejected)
                .SetTag("voicelake.findings", decoded.Quarantine.Count);
            return decoded;
        });

    /// <summary>Counts what a run leaves alone.</summary>
    public static void AddUnchanged(int archives, long clips)
    {
        Archives.Add(archives, "unchanged");
        Clips.Add(clips, "unchanged");
    }

    /// <summary>Counts what an archive became.</summary>
    public static void Add(SilverSubmission submission, IReadOnlyList<QuarantineRow> quarantine)
    {
        Archives.Add(1, NameOf(submission));
        Clips.Add(submission.Clips, "good");
        Clips.Add(submission.ClipsRejected, "quarantined");
        Bytes.Add(submission.Bytes);
        if (Findings.Enabled)
        {
            foreach (var (rule, rows) in quarantine.CountBy(row => row.Rule))
            {
                Findings.Add(rows, new KeyValuePair<string, object?>(TelemetryTags.Rule, rule));
            }
        }
    }

    private static string NameOf(SilverSubmission submission) => submission.Clips > 0 ? "good" : "quarantined";
}
