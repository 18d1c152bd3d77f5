namespace VoiceLake.Notebooks.Hosting;

/// <summary>The parent's side of a notebook: its cells run one after the other in a child process that knows nothing of the caller's libraries.</summary>
public sealed class NotebookProcess : IAsyncDisposable
{
    private NotebookProcess()
    {
    }

    /// <summary>Starts the child process and waits until it takes cells.</summary>
    /// <exception cref="InvalidOperationException">The process cannot be started or ends before it is ready; the message carries what it wrote.</exception>
    public static Task<NotebookProcess> StartAsync(NotebookProcessOptions options, CancellationToken ct = default) =>
        throw new NotImplementedException();

    /// <summary>Runs one cell to its end; outputs arrive while it runs, in order, never two at once.</summary>
    /// <param name="code">The cell's source, magics included.</param>
    /// <param name="cell">Which cell it is.</param>
    /// <param name="onOutput">Receives each output; an error is the last one.</param>
    /// <param name="ct">Interrupts the cell: awaiting code stops, code that computes without end does not and needs <see cref="Kill"/>.</param>
    /// <returns>How the cell ended. A failing cell, a cancelled one and a crash of the process are results, never exceptions.</returns>
    public Task<CellResult> ExecuteAsync(string code, CellInfo cell, Action<CellOutput> onOutput, CancellationToken ct = default) =>
        throw new NotImplementedException();

    /// <summary>Ends the process and everything it started at once, as at a time-out; a running cell ends with an error that says so.</summary>
    public void Kill() => throw new NotImplementedException();

    /// <summary>Ends the process.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
