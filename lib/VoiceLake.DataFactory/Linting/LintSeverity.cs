namespace VoiceLake.DataFactory.Linting;

/// <summary>How bad a finding is.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public enum LintSeverity
{
    /// <summary>Data Factory refuses it, or a run fails because of it.</summary>
    Error,

    /// <summary>Data Factory takes it and it may do something else than was meant, or nothing.</summary>
    Warning,
}
