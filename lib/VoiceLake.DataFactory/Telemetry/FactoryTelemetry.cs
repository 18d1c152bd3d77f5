using System.Diagnostics;
using System.Diagnostics.Metrics;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Running.Execution;
using VoiceLake.Telemetry;

namespace VoiceLake.DataFactory.Telemetry;

/// <summary>The names under which runs of pipelines and activities are told of to whoever listens: an OpenTelemetry SDK, <c>dotnet-counters</c>, a test.</summary>
/// <remarks>docs/operations.md says what every span and metric means. While nobody listens, none is made.</remarks>
public static class FactoryTelemetry
{
    /// <summary>The name of the library's <see cref="ActivitySource"/> and of its <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Name = "VoiceLake.DataFactory";

    private const string Pipeline = "voicelake.pipeline.name";
    private static readonly string Version = typeof(FactoryTelemetry).Assembly.GetName().Version!.ToString(3);
    private static readonly ActivitySource Source = new(Name, Version);
    private static readonly Meter Meter = new(Name, Version);
    private static readonly Histogram<double> PipelineDuration = Meter.Durations("voicelake.pipeline.duration", "How long runs of pipelines took, the wait for their turn included.");
    private static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>("voicelake.pipeline.active", "{run}", "Runs of pipelines that wait or are at work.");
    private static readonly Histogram<double> ActivityDuration = Meter.Durations("voicelake.activity.duration", "How long tries of activities took.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("voicelake.activity.retries", "{retry}", "Tries of activities after a failed one.");

    /// <summary>Runs a pipeline under a span of its own.</summary>
    internal static async Task RunAsync(PipelineRun run, Func<Task<PipelineRun>> work)
    {
        using var span = Source.StartActivity("pipeline.run");
        span?.SetTag(Pipeline, run.PipelineName).SetTag(TelemetryTags.RunId, run.RunId).SetTag("voicelake.run.group", run.RunGroupId).SetTag("voicelake.invoked_by", run.InvokedBy.InvokedByType);
        var from = Stopwatch.GetTimestamp();
        var name = new KeyValuePair<string, object?>(Pipeline, run.PipelineName);
        Active.Add(1, name);
        try
        {
            var outcome = NameOf((await work()).Status);
            span?.SetTag(TelemetryTags.Outcome, outcome).SetStatus(outcome == "succeeded" ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            PipelineDuration.Record(Stopwatch.GetElapsedTime(from).TotalSeconds, name, new(TelemetryTags.Outcome, outcome));
        }
        finally
        {
            Active.Add(-1, name);
        }
    }

    /// <summary>Makes one try of an activity under a span of its own.</summary>
    internal static async Task<ActivityEnd> TryAsync(PlannedActivity activity, BlockContext context, int number, Func<Task<ActivityEnd>> attempt)
    {
        using var span = Source.StartActivity("activity.run");
        span?.SetTag("voicelake.activity.name", activity.Name)
            .SetTag("voicelake.activity.type", activity.Type)
            .SetTag("voicelake.activity.retry", number)
            .SetTag(Pipeline, context.Run.Run.PipelineName)
            .SetTag(TelemetryTags.RunId, context.Run.Run.RunId);
        var from = Stopwatch.GetTimestamp();
        var end = await attempt();
        var tags = new TagList { { "voicelake.activity.type", activity.Type }, { TelemetryTags.Outcome, NameOf(end.Status) } };
        span?.SetTag(TelemetryTags.Outcome, NameOf(end.Status));
        if (end.Status != RunStatus.Succeeded)
        {
            // A code that a pipeline's author wrote may be anything, so that the metric leaves it out.
            span?.SetTag(TelemetryTags.ErrorType, context.Run.Mask.Apply(end.Error.ErrorCode)).SetStatus(ActivityStatusCode.Error);
        }

        ActivityDuration.Record(Stopwatch.GetElapsedTime(from).TotalSeconds, tags);
        if (number > 0)
        {
            Retries.Add(1, new KeyValuePair<string, object?>("voicelake.activity.type", activity.Type));
        }

        return end;
    }

    private static string NameOf(RunStatus status) => status switch
    {
        RunStatus.Succeeded => "succeeded",
        RunStatus.Failed => "failed",
        RunStatus.Cancelled => "cancelled",
        _ => "skipped",
    };
}
