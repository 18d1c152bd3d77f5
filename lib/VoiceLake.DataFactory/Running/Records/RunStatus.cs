using System.Text.Json.Serialization;

namespace VoiceLake.DataFactory.Running;

/// <summary>Where a run of a pipeline or of an activity stands, in Data Factory's words.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
[JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is at work.</summary>
    InProgress,

    /// <summary>It was told to stop and has not yet.</summary>
    Canceling,

    /// <summary>It was stopped.</summary>
    Cancelled,

    /// <summary>It did what it was to do.</summary>
    Succeeded,

    /// <summary>It did not.</summary>
    Failed,

    /// <summary>It never ran, because what it waited for ended otherwise; activities only.</summary>
    Skipped,
}
