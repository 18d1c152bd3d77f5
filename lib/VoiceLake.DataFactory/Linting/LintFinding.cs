namespace VoiceLake.DataFactory.Linting;

/// <summary>One thing that would go wrong in Data Factory, or goes on for nothing.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="File">The file, relative to the factory's folder.</param>
/// <param name="Path">The JSON path in it.</param>
/// <param name="Rule">The rule's id, such as <c>unknown-dataset</c>.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record LintFinding(string File, string Path, string Rule, string Problem, string Remedy)
{
    /// <summary>How bad it is: an error unless its rule only warns.</summary>
    public LintSeverity Severity { get; init; }

    /// <summary>File, path, rule, problem and remedy in one line; a warning says that it is one.</summary>
    public override string ToString() => $"{File}, {Path}: {(Severity == LintSeverity.Warning ? "warning " : "")}[{Rule}] {Problem}: {Remedy}.";
}
