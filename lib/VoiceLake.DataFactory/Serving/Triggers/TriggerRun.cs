using System.Text.Json.Serialization;
using VoiceLake.DataFactory.Serving.Runs;

namespace VoiceLake.DataFactory.Serving.Triggers;

/// <summary>One time that a trigger fired, in the form in which Data Factory's REST API tells of it.</summary>
internal sealed record TriggerRun(string TriggerRunId, string TriggerName, string TriggerType, DateTimeOffset TriggerRunTimestamp, TriggerRunStatus Status, string Message)
{
    /// <summary>When it was to fire, and when it did.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>The runs that it started, by pipeline.</summary>
    public required IReadOnlyDictionary<string, string> TriggeredPipelines { get; init; }

    public static RunFields<TriggerRun> Fields { get; } = new(run => run.TriggerRunId, run => run.TriggerRunTimestamp, new Dictionary<string, Func<TriggerRun, object?>>
    {
        ["TriggerName"] = run => run.TriggerName,
        ["TriggerRunTimestamp"] = run => run.TriggerRunTimestamp,
        ["Status"] = run => run.Status,
    });
}

/// <summary>Whether all pipelines of a trigger were started.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TriggerRunStatus>))]
internal enum TriggerRunStatus
{
    Succeeded,
    Failed,
}
