using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Running;

/// <summary>Something a run reports while it goes on.</summary>
/// <param name="Name">The notebook's name.</param>
public abstract record RunEvent(string Name);

/// <summary>A notebook begins.</summary>
/// <param name="Name">The notebook's name.</param>
/// <param name="Title">Its title.</param>
/// <param name="Cells">How many cells will run, the injected one included.</param>
/// <param name="LastNumber">The number of its last code cell; an injected one has no number of its own.</param>
public sealed record NotebookStarted(string Name, string Title, int Cells, int LastNumber) : RunEvent(Name);

/// <summary>A cell begins.</summary>
/// <param name="Name">The notebook's name.</param>
/// <param name="Cell">The cell.</param>
public sealed record CellStarted(string Name, CellInfo Cell) : RunEvent(Name);

/// <summary>A cell has ended.</summary>
/// <param name="Name">The notebook's name.</param>
/// <param name="Cell">How it went.</param>
public sealed record CellEnded(string Name, CellRun Cell) : RunEvent(Name);

/// <summary>A notebook has ended, or was not reached.</summary>
/// <param name="Name">The notebook's name.</param>
/// <param name="Notebook">How it went.</param>
public sealed record NotebookEnded(string Name, NotebookRun Notebook) : RunEvent(Name);
