using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoiceLake.DataFactory.Running;

/// <summary>One run of a pipeline, in the form in which Data Factory's REST API tells of it.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record PipelineRun
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The first run of a line of reruns; of a run that is no rerun its own.</summary>
    public required string RunGroupId { get; init; }

    /// <summary>Whether no later rerun of the same group exists.</summary>
    public bool IsLatest { get; init; } = true;

    /// <summary>The pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>The values of the parameters as texts, secure ones as <c>***</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Who started it.</summary>
    public RunInvoker InvokedBy { get; init; } = RunInvoker.Manual;

    /// <summary>When it was asked for, in UTC.</summary>
    public DateTimeOffset RunStart { get; init; }

    /// <summary>When it ended, in UTC; null while it goes on.</summary>
    public DateTimeOffset? RunEnd { get; init; }

    /// <summary>How long it took, in milliseconds; null while it goes on.</summary>
    public long? DurationInMs { get; init; }

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; init; }

    /// <summary>Why it failed; empty otherwise.</summary>
    public string Message { get; init; } = "";

    /// <summary>When this record was made, in UTC.</summary>
    public DateTimeOffset LastUpdated { get; init; }

    /// <summary>What the pipeline set with <c>pipelineReturnValue</c>; null if it set none.</summary>
    public JsonElement? PipelineReturnValue { get; init; }

    /// <summary>Whether nothing more will happen.</summary>
    [JsonIgnore]
    public bool HasEnded => Status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Cancelled;
}

/// <summary>Who started a run.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="Id">The trigger's or activity run's id; empty for a person.</param>
/// <param name="Name">The trigger, the activity, or <c>Manual</c>.</param>
/// <param name="InvokedByType"><c>Manual</c>, <c>PipelineActivity</c> or <c>ScheduleTrigger</c>.</param>
public sealed record RunInvoker(string Id, string Name, string InvokedByType)
{
    /// <summary>A person.</summary>
    public static RunInvoker Manual { get; } = new("", "Manual", "Manual");

    /// <summary>The run of the pipeline that called, for <c>PipelineActivity</c>.</summary>
    public string? PipelineRunId { get; init; }

    /// <summary>The pipeline that called, for <c>PipelineActivity</c>.</summary>
    public string? PipelineName { get; init; }
}
