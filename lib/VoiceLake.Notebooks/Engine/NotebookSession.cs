using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Engine;

/// <summary>What the functions that cells call reach: one notebook a process, so it is static.</summary>
internal static class NotebookSession
{
    private static OutputSink? _sink;
    private static Func<InputRequest, string?>? _ask;
    private static Action<CommMessage>? _comm;

    /// <summary>The folder against which the notebook's paths resolve.</summary>
    public static string Folder { get; private set; } = "";

    public static void Open(OutputSink sink, Func<InputRequest, string?> ask, Action<CommMessage> comm, string folder)
    {
        Folder = folder;
        _sink = sink;
        _ask = ask;
        _comm = comm;
    }

    /// <summary>Sends a message of a channel to the client, behind the outputs so far.</summary>
    public static void Send(CommMessage message)
    {
        _sink?.Flush();
        _comm?.Invoke(message);
    }

    /// <summary>Writes to the console of the cell, however the cell redirected it.</summary>
    public static void Write(string stream, string text) => _sink?.Write(stream, text);

    /// <summary>Sends an output; nothing happens outside a notebook.</summary>
    public static void Send(CellOutput output) => _sink?.Send(output);

    /// <summary>Asks the user.</summary>
    /// <exception cref="InvalidOperationException">Nobody can answer.</exception>
    public static string? Ask(InputRequest request) =>
        _ask is null ? throw new InvalidOperationException("Questions can be asked only while a cell runs.") : _ask(request);
}
