using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Running;

/// <summary>How one code cell went.</summary>
/// <param name="Id">The cell's nbformat id.</param>
/// <param name="Number">Its place among the notebook's own code cells, from 1; an injected cell has the number of the parameters cell it follows.</param>
/// <param name="Title">The heading above it, <c>null</c> where there is none.</param>
/// <param name="IsInjected">Whether the run put the cell in to set parameters.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Duration">How long it ran.</param>
/// <param name="Error">What it threw, also where that was expected.</param>
/// <param name="Summary">The first line of its last text, <c>null</c> where it showed none.</param>
public sealed record CellRun(
    string Id, int Number, string? Title, bool IsInjected, RunStatus Status, TimeSpan Duration = default, ErrorOutput? Error = null, string? Summary = null)
{
    /// <summary>Whether the cell makes its notebook fail.</summary>
    public bool IsFailure => Status is RunStatus.Failed or RunStatus.TimedOut or RunStatus.Cancelled;
}
