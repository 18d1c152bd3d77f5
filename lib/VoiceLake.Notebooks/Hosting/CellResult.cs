namespace VoiceLake.Notebooks.Hosting;

/// <summary>How a cell ended; its outputs went to the caller while it ran.</summary>
/// <param name="Succeeded">True when the cell ran to its end.</param>
/// <param name="Error">The error, the same record that was given to the caller as the cell's last output; null on success.</param>
/// <param name="Exit">Set when the cell ended its notebook: the cells behind it are not to run.</param>
public sealed record CellResult(bool Succeeded, ErrorOutput? Error, NotebookExit? Exit = null);
