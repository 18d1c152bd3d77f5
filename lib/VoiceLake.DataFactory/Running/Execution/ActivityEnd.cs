using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>How an activity, or a block of them, ended.</summary>
/// <param name="Status">Succeeded, Failed, Skipped or Cancelled.</param>
/// <param name="Output">What it gave.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="RunId">The last try; empty where there was none.</param>
internal sealed record ActivityEnd(RunStatus Status, JsonObject? Output, ActivityError Error, string RunId = "")
{
    public static ActivityEnd Skipped { get; } = new(RunStatus.Skipped, null, ActivityError.None);

    public static ActivityEnd Cancelled { get; } = new(RunStatus.Cancelled, null, ActivityError.None);

    public ActivityOutcome Outcome => Status switch
    {
        RunStatus.Succeeded => ActivityOutcome.Succeeded,
        RunStatus.Skipped => ActivityOutcome.Skipped,
        _ => ActivityOutcome.Failed,
    };

    /// <summary>What <c>activity('name')</c> gives: <c>output</c> and <c>error</c> are there only where there is one.</summary>
    public JsonObject ToNode()
    {
        var node = new JsonObject { ["status"] = Status.ToString(), ["activityRunId"] = RunId };
        if (Output is not null)
        {
            node["output"] = Output;
        }

        if (Status == RunStatus.Failed)
        {
            node["error"] = new JsonObject
            {
                ["errorCode"] = Error.ErrorCode,
                ["message"] = Error.Message,
                ["failureType"] = Error.FailureType,
                ["target"] = Error.Target,
            };
        }

        return node;
    }
}
