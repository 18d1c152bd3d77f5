namespace VoiceLake.Notebooks.Running;

/// <summary>Statuses in words.</summary>
public static class RunStatusName
{
    /// <summary>The word for a status, lower-case.</summary>
    public static string Of(RunStatus status) => status switch
    {
        RunStatus.Passed => "passed",
        RunStatus.Skipped => "skipped",
        RunStatus.Failed => "failed",
        RunStatus.TimedOut => "timed out",
        RunStatus.Cancelled => "cancelled",
        _ => "not run",
    };
}
