namespace VoiceLake.DataFactory.Running;

/// <summary>How an activity ended.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public enum ActivityOutcome
{
    /// <summary>It did what it was to do.</summary>
    Succeeded,

    /// <summary>Its last try failed.</summary>
    Failed,

    /// <summary>It never ran, because what it waited for ended otherwise.</summary>
    Skipped,
}
