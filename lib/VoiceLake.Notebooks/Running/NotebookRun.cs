using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Running;

/// <summary>How one notebook went.</summary>
/// <param name="Document">The executed notebook: the injected cell and the outputs in it.</param>
/// <param name="Outline">Its title, promise and sections.</param>
/// <param name="Status">How it ended: the status of the first cell that failed, else passed.</param>
/// <param name="Cells">Every code cell in order.</param>
/// <param name="Duration">How long it took, the start of its process included.</param>
/// <param name="Parameters">Name → C# literal of the values given to this notebook.</param>
/// <param name="Problem">Why the notebook failed where no cell did, such as a process that cannot start.</param>
public sealed record NotebookRun(
    NotebookDocument Document,
    NotebookOutline Outline,
    RunStatus Status,
    IReadOnlyList<CellRun> Cells,
    TimeSpan Duration,
    IReadOnlyDictionary<string, string> Parameters,
    string? Problem = null)
{
    /// <summary>What the notebook gave when it ended before its last cell; null when it ran to its last.</summary>
    public string? ExitValue { get; init; }

    /// <summary>The notebook's file as it was found.</summary>
    public string Path => Document.Path;

    /// <summary>The file's name without extension, which names its results too.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The first cell that made the notebook fail.</summary>
    public CellRun? Failure => Cells.FirstOrDefault(cell => cell.IsFailure);
}
