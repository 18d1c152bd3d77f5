using System.Diagnostics;
using System.Diagnostics.Metrics;
using VoiceLake.Telemetry;

namespace VoiceLake.Stages;

/// <summary>Tells of runs of the stages.</summary>
internal static class StageTelemetry
{
    private static readonly Histogram<double> Duration = VoiceLakeTelemetry.Meter.Durations("voicelake.stage.duration", "How long runs of a stage took, failed ones included.");

    /// <summary>Runs a stage under its span, which carries the run's id and, at the end, what the stage tags it with.</summary>
    public static Task<T> RunAsync<T>(string stage, string runId, Func<Activity?, Task<T>> work) =>
        MeasuredWork.RunAsync(VoiceLakeTelemetry.Source, $"{stage}.run", Duration, new TagList { { TelemetryTags.Stage, stage } }, (span, _) =>
        {
            span?.SetTag(TelemetryTags.RunId, runId);
            return work(span);
        });

    /// <summary>Tags the span of a run with a count, as <c>voicelake.clips.good</c>, <c>….quarantined</c>, <c>….unchanged</c>.</summary>
    public static void Tag(this Activity? span, StageCount count) => span?
        .SetTag($"voicelake.{count.Item}.good", count.Good)
        .SetTag($"voicelake.{count.Item}.quarantined", count.Quarantined)
        .SetTag($"voicelake.{count.Item}.unchanged", count.Unchanged);
}
