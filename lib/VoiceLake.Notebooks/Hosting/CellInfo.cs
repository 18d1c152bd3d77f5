namespace VoiceLake.Notebooks.Hosting;

/// <summary>Which cell runs, for messages and stack traces.</summary>
/// <param name="Number">The cell's place in the notebook as a reader counts it, from 1.</param>
/// <param name="Id">The nbformat cell id, if the notebook has one.</param>
/// <param name="Title">A short name such as the heading above the cell, if there is one.</param>
public sealed record CellInfo(int Number, string? Id = null, string? Title = null);
