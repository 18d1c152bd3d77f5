namespace VoiceLake.Notebooks.Running;

/// <summary>How a whole run went.</summary>
/// <param name="Notebooks">Every notebook asked for, those that were not reached too.</param>
/// <param name="Started">When the run began, in UTC.</param>
/// <param name="Duration">How long it took.</param>
public sealed record RunReport(IReadOnlyList<NotebookRun> Notebooks, DateTimeOffset Started, TimeSpan Duration)
{
    /// <summary>What the run left alone and its caller may have expected, a sentence each. Default: nothing.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Whether every notebook ran to its end.</summary>
    public bool Passed => Notebooks.All(notebook => notebook.Status == RunStatus.Passed);

    /// <summary>Whether the user stopped the run.</summary>
    public bool Cancelled => Notebooks.Any(notebook => notebook.Status == RunStatus.Cancelled);
}
