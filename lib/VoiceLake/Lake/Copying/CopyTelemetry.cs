using System.Diagnostics.Metrics;
using VoiceLake.Telemetry;

namespace VoiceLake.Lake.Copying;

/// <summary>Tells of copies from lake to lake.</summary>
internal static class CopyTelemetry
{
    private static readonly Histogram<double> Duration = VoiceLakeTelemetry.Meter.Durations("voicelake.lake.copy.duration", "How long copies from lake to lake took.");
    private static readonly Counter<long> Objects = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.lake.copy.objects", "{object}", "Objects of a copy, by what became of them.");
    private static readonly Counter<long> Bytes = VoiceLakeTelemetry.Meter.CreateCounter<long>("voicelake.lake.copy.bytes", "By", "Bytes of the objects that were copied.");

    /// <summary>Copies under a span of its own.</summary>
    public static Task<LakeCopyReport> RunAsync(ILakeStore from, ILakeStore to, Func<Task<LakeCopyReport>> copy) =>
        MeasuredWork.RunAsync(VoiceLakeTelemetry.Source, "lake.copy", Duration, default, async (span, _) =>
        {
            span?.SetTag("voicelake.source", TelemetryTags.PublicAddress(from.Address.AbsoluteUri)).SetTag("voicelake.target", TelemetryTags.PublicAddress(to.Address.AbsoluteUri));
            var report = await copy();
            span?.SetTag("voicelake.objects.copied", report.Copied)
                .SetTag("voicelake.objects.kept", report.Kept)
                .SetTag("voicelake.objects.deleted", report.Deleted)
                .SetTag("voicelake.objects.failed", report.Failures.Count)
                .SetTag("voicelake.bytes", report.CopiedBytes);
            Objects.Add(report.Kept, "kept");
            Objects.Add(report.Deleted, "deleted");
            return report;
        });

    /// <summary>Counts an object that was copied.</summary>
    public static void AddCopied(long bytes)
    {
        Objects.Add(1, "copied");
        Bytes.Add(bytes);
    }

    /// <summary>Counts an object or a table that could not be copied.</summary>
    public static void AddFailed() => Objects.Add(1, "failed");
}
