using System.Text.Json.Nodes;
using System.Threading.Channels;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Jupyter.Wire;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>A Jupyter kernel for C#: takes requests from the sockets until it is told to shut down.</summary>
/// <remarks>
/// Cells run in a process of their own, so that the kernel answers whatever a cell does to its process. Requests on the shell channel are
/// answered in order; those that only ask (completion, inspection) do not wait for a long cell.
/// </remarks>
internal sealed class KernelServer : IDisposable
{
    // Long enough for what an ordinary cell defines to be there, short enough for a user who types.
    private static readonly TimeSpan PatienceWithCell = TimeSpan.FromMilliseconds(200);

    private readonly Channel<(JupyterMessage Request, int Epoch)> _shell = Channel.CreateUnbounded<(JupyterMessage, int)>();
    private readonly TaskCompletionSource<bool> _shutdown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MessageCodec _codec;
    private readonly KernelSockets _sockets;
    private readonly KernelVoice _voice;
    private readonly KernelCells _cells;
    private readonly LanguageRequests _language;
    private readonly Action<string> _log;
    private volatile int _epoch;
    private Task _lastExecution = Task.CompletedTask;

    /// <param name="connection">Where to listen, and the key.</param>
    /// <param name="time">Dates the messages.</param>
    /// <param name="log">Takes a line about each message that is not answered.</param>
    public KernelServer(ConnectionFile connection, TimeProvider time, Action<string> log)
    {
        _log = log;
        _codec = new MessageCodec(new MessageSigner(connection.SignatureScheme, connection.Key));
        _voice = new KernelVoice((channel, message) => _sockets!.Send(channel, _codec.Encode(message)), time);
        _cells = new KernelCells(_voice);
        _language = new LanguageRequests(_cells);
        _sockets = new KernelSockets(connection, Receive);
        _voice.Status(null, "starting");
    }

    /// <summary>Serves until a client asks for shutdown, or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var work = Task.Run(WorkAsync, CancellationToken.None);
        await using (ct.Register(() => _shutdown.TrySetResult(false)))
        {
            await _shutdown.Task;
        }

        // The cell that runs ends with its process; what waits behind it is not begun.
        _epoch++;
        _shell.Writer.TryComplete();
        await _cells.DisposeAsync();
        await work;
    }

    /// <summary>Interrupts the cell that runs.</summary>
    public void Interrupt() => _cells.Interrupt();

    /// <summary>Closes the sockets; what was sent before is delivered.</summary>
    public void Dispose() => _sockets.Dispose();

    // On the sockets' thread: nothing here may wait, and no message may end it.
    private void Receive(JupyterChannel channel, IReadOnlyList<byte[]> frames)
    {
        try
        {
            Take(channel, _codec.Decode(frames));
        }
        catch (FormatException e)
        {
            _log($"Ignored on the {channel.ToString().ToLowerInvariant()} channel: {e.Message.TrimEnd('.')}.");
        }
    }

    private void Take(JupyterChannel channel, JupyterMessage message)
    {
        switch (channel)
        {
            case JupyterChannel.Input when message.Type == "input_reply":
                _cells.Answer(message.Content.Text("value") ?? "");
                break;
            case JupyterChannel.Control:
                _ = Task.Run(() => AnswerAsync(channel, message));
                break;
            case JupyterChannel.Shell when LanguageRequests.Types.Contains(message.Type):
                _ = Task.Run(() => AnswerSoonAsync(message));
                break;
            case JupyterChannel.Shell:
                _shell.Writer.TryWrite((message, _epoch));
                break;
            default:
                _log($"Ignored on the {channel.ToString().ToLowerInvariant()} channel: '{message.Type}'.");
                break;
        }
    }

    private async Task WorkAsync()
    {
        await foreach (var (request, epoch) in _shell.Reader.ReadAllAsync())
        {
            if (request.Type != "execute_request")
            {
                await AnswerAsync(JupyterChannel.Shell, request);
            }
            else if (epoch != _epoch)
            {
                Abort(request);
            }
            else
            {
                _lastExecution = AnswerAsync(JupyterChannel.Shell, request);
                await _lastExecution;
            }
        }
    }

    // Waits for a cell only while it may be about to end: its names would be missed, but a user who types is not kept waiting.
    private async Task AnswerSoonAsync(JupyterMessage request)
    {
        if (_shell.Reader.Count > 0 || !_lastExecution.IsCompleted)
        {
            await Task.WhenAny(_lastExecution, Task.Delay(PatienceWithCell));
        }

        await AnswerAsync(JupyterChannel.Shell, request);
        if (_cells.Running is { } running && running != request)
        {
            // Clients show the last status they heard, and the cell is still at work.
            _voice.Status(running, "busy");
        }
    }

    private async Task AnswerAsync(JupyterChannel channel, JupyterMessage request)
    {
        _voice.Status(request, "busy");
        try
        {
            if (KernelComms.Types.Contains(request.Type))
            {
                _cells.Attribute(request);
                await _cells.Comms.FromClientAsync(request);
            }
            else if (await ReplyAsync(request) is { } reply)
            {
                if (reply.Text("status") == "error" && request.Content.Flag("stop_on_error") != false && request.Type == "execute_request")
                {
                    _epoch++;
                }

                _voice.Reply(channel, request, reply);
            }
            else
            {
                _log($"Not answered, because it is unknown: '{request.Type}'.");
            }
        }
        catch (Exception e)
        {
            // What a client asked wrongly needs no place in the code.
            _log($"'{request.Type}' failed: {(e is FormatException ? e.Message : e)}");
            if (request.Type.EndsWith("_request", StringComparison.Ordinal))
            {
                // A client without a time-out waits for ever for a reply that does not come.
                var reply = KernelVoice.Error(new ErrorOutput(e.GetType().Name, e.Message, [e.Message]));
                reply["status"] = "error";
                _voice.Reply(channel, request, reply);
            }
        }

        _voice.Status(request, "idle");
        if (request.Type == "shutdown_request")
        {
            _shutdown.TrySetResult(request.Content.Flag("restart") ?? false);
        }
    }

    private async Task<JsonObject?> ReplyAsync(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "execute_request":
                return await _cells.ExecuteAsync(request);
            case "kernel_info_request":
                return KernelInfo.Reply();
            case "history_request":
                return new JsonObject { ["status"] = "ok", ["history"] = _cells.History.Find(request.Content) };
            case "comm_info_request":
                return new JsonObject { ["status"] = "ok", ["comms"] = _cells.Comms.Describe(request.Content.Text("target_name")) };
            case "interrupt_request":
                _cells.Interrupt();
                return new JsonObject { ["status"] = "ok" };
            case "shutdown_request":
                var content = new JsonObject { ["status"] = "ok", ["restart"] = request.Content.Flag("restart") ?? false };
                _voice.Publish(request, "shutdown_reply", (JsonObject)content.DeepClone());
                return content;
            default:
                return LanguageRequests.Types.Contains(request.Type) ? await _language.ReplyAsync(request) : null;
        }
    }

    private void Abort(JupyterMessage request)
    {
        _voice.Status(request, "busy");
        _voice.Reply(JupyterChannel.Shell, request, new JsonObject { ["status"] = "aborted", ["execution_count"] = _cells.Count });
        _voice.Status(request, "idle");
    }
}
