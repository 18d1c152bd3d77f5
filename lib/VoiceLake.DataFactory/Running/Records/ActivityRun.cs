using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoiceLake.DataFactory.Running;

/// <summary>One try of an activity, in the form in which Data Factory's REST API tells of it.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record ActivityRun
{
    /// <summary>The pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>The run of the pipeline.</summary>
    public required string PipelineRunId { get; init; }

    /// <summary>The activity.</summary>
    public required string ActivityName { get; init; }

    /// <summary>Its type, such as <c>Copy</c>.</summary>
    public required string ActivityType { get; init; }

    /// <summary>This try.</summary>
    public required string ActivityRunId { get; init; }

    /// <summary>The linked service that did the work, where the activity names one; empty otherwise.</summary>
    public string LinkedServiceName { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public DateTimeOffset ActivityRunStart { get; init; }

    /// <summary>When it ended, in UTC; null while it goes on.</summary>
    public DateTimeOffset? ActivityRunEnd { get; init; }

    /// <summary>How long it took, in milliseconds; null while it goes on.</summary>
    public long? DurationInMs { get; init; }

    /// <summary>What it was given, every expression evaluated; null where it was never evaluated.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>What it gave; null while it goes on and where it gave nothing.</summary>
    public JsonElement? Output { get; init; }

    /// <summary>Why it failed; with empty texts where it did not.</summary>
    public ActivityError Error { get; init; } = ActivityError.None;

    /// <summary>Which retry this is, from 1; null for the first try.</summary>
    public int? RetryAttempt { get; init; }

    /// <summary>Which round of a loop this belongs to, such as <c>Each page:3</c>; rounds inside rounds are separated by slashes; empty outside loops.</summary>
    public string IterationHash { get; init; } = "";

    /// <summary>The activity whose block this one stands in, such as a ForEach; null for those of the pipeline itself.</summary>
    public string? ParentActivity { get; init; }

    /// <summary>Whether nothing more will happen.</summary>
    [JsonIgnore]
    public bool HasEnded => Status is not (RunStatus.Queued or RunStatus.InProgress or RunStatus.Canceling);
}

/// <summary>Why an activity failed.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="ErrorCode">A number of Data Factory's, or the code a Fail activity gives; empty where nothing failed.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="FailureType"><c>UserError</c> or <c>SystemError</c>; empty where nothing failed.</param>
/// <param name="Target">The activity.</param>
/// <param name="Details">More, where there is more.</param>
public sealed record ActivityError(string ErrorCode, string Message, string FailureType, string Target, string Details = "")
{
    /// <summary>Nothing failed.</summary>
    public static ActivityError None { get; } = new("", "", "", "");
}
