namespace VoiceLake.Notebooks.Running;

/// <summary>How a cell or a notebook ended.</summary>
public enum RunStatus
{
    /// <summary>It ran to its end, or failed as its tag <c>raises-exception</c> says.</summary>
    Passed,

    /// <summary>It was not to run: tagged <c>skip-execution</c>, or empty.</summary>
    Skipped,

    /// <summary>It threw, did not compile, or took its process down.</summary>
    Failed,

    /// <summary>It did not end within its time.</summary>
    TimedOut,

    /// <summary>The user stopped the run while it ran.</summary>
    Cancelled,

    /// <summary>Something before it failed or ended the notebook, so it never began.</summary>
    NotRun,
}
