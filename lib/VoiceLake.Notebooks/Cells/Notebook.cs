using System.Text.Json;
using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.Hosting;

namespace Microsoft.DotNet.Interactive;

/// <summary>The notebook as a step of something larger: it runs others and gives back a value, as Databricks' <c>dbutils.notebook</c> does.</summary>
public static class Notebook
{
    /// <summary>Runs another notebook in a process of its own, with variables of its own, and returns the value it ends with.</summary>
    /// <param name="path">A .ipynb or .dib file; a relative path starts at this notebook's folder.</param>
    /// <param name="timeout">How long it may take. Default: without limit.</param>
    /// <param name="arguments">Values for the variables of its parameters cell: a dictionary, or an object such as <c>new { rate = 16000 }</c>. Default: none.</param>
    /// <returns>The value of its <see cref="Exit"/>; null when it ran to its last cell. Its outputs are not kept.</returns>
    /// <exception cref="NotebookRunException">One of its cells failed; the message names the cell and its error.</exception>
    /// <exception cref="TimeoutException">It did not end within its time, and was stopped.</exception>
    public static Task<string?> RunAsync(string path, TimeSpan? timeout = null, object? arguments = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var interrupted = Kernel.CancellationToken;

        // Not as part of the cell: once that is interrupted nothing of it goes on, but the other notebook's process must be ended.
        return Task.Run(() => VoiceLake.Notebooks.Running.NestedNotebook.RunAsync(Path.GetFullPath(path, NotebookSession.Folder), timeout, arguments, interrupted));
    }

    /// <summary>Ends this notebook with success: no later cell runs, and whoever ran it is given the value.</summary>
    /// <param name="value">A text as it stands, anything else as JSON. Default: nothing.</param>
    /// <exception cref="NotebookExitException">Always: that is how the cell ends.</exception>
    public static void Exit(object? value = null)
    {
        var exit = new NotebookExit(value as string ?? (value is null ? "" : JsonSerializer.Serialize(value, value.GetType())));
        (CellRun.Current ?? throw new InvalidOperationException("A notebook can end only while one of its cells runs.")).Exit = exit;
        throw new NotebookExitException();
    }
}

/// <summary>Leaves the cell that ended its notebook; nothing a notebook needs to catch.</summary>
public sealed class NotebookExitException : Exception
{
    internal NotebookExitException()
        : base("The notebook ends here.")
    {
    }
}

/// <summary>A notebook that another one ran has failed.</summary>
public sealed class NotebookRunException : Exception
{
    internal NotebookRunException(string message)
        : base(message)
    {
    }
}
