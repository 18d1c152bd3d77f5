using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Jupyter.Wire;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>Runs the cells of a kernel, one at a time, in a process of their own.</summary>
internal sealed class KernelCells : IAsyncDisposable
{
    private readonly KernelVoice _voice;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<NotebookProcess> _process;
    private NotebookProcess? _mourned;
    private TaskCompletionSource<string>? _question;
    private CancellationTokenSource? _running;
    private JupyterMessage? _cause;

    public KernelCells(KernelVoice voice)
    {
        _voice = voice;
        Comms = new KernelComms(async message => (await _process!).Send(message), (type, content) => _voice.Publish(_cause, type, content));
        _process = StartAsync();
    }

    public ExecutionHistory History { get; } = new();

    /// <summary>The channels between cells and clients.</summary>
    public KernelComms Comms { get; }

    /// <summary>How many cells have run.</summary>
    public int Count { get; private set; }

    /// <summary>The request whose cell runs.</summary>
    public JupyterMessage? Running => _running is null ? null : _cause;

    /// <summary>The process, once it is there.</summary>
    public Task<NotebookProcess> Process => _process;

    /// <summary>Runs the code of an <c>execute_request</c>; returns the content of its reply.</summary>
    public async Task<JsonObject> ExecuteAsync(JupyterMessage request)
    {
        var code = request.Content.RequiredText("code");
        var silent = request.Content.Flag("silent") ?? false;
        var keep = (request.Content.Flag("store_history") ?? true) && !silent;
        if (keep && code.Trim().Length > 0)
        {
            Count++;
            History.Add(Count, code);
        }

        if (!silent)
        {
            _voice.Publish(request, "execute_input", new JsonObject { ["code"] = code, ["execution_count"] = Count });
        }

        var error = await RunAsync(request, code, output => Publish(request, output, silent));
        if (error is not null)
        {
            var reply = KernelVoice.Error(error);
            (reply["status"], reply["execution_count"]) = ("error", Count);
            return reply;
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["execution_count"] = Count,
            ["user_expressions"] = await EvaluateAsync(request),
            ["payload"] = new JsonArray(),
        };
    }

    /// <summary>Interrupts the cell that runs, if one does.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            _running?.CancelAsync();
        }
    }

    /// <summary>Takes the user's answer to the question of the cell that runs.</summary>
    public void Answer(string text)
    {
        lock (_gate)
        {
            _question?.TrySetResult(text);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await (await _process).DisposeAsync();
        }
        catch (Exception e) when (e is InvalidOperationException or OperationCanceledException)
        {
            // It never started; the cells that wanted it were told.
        }

        _stop.Dispose();
    }

    /// <summary>What follows until the next cell is because of this request.</summary>
    public void Attribute(JupyterMessage request)
    {
        lock (_gate)
        {
            _cause = request;
        }
    }

    private Task<NotebookProcess> StartAsync() => NotebookProcess.StartAsync(
        new NotebookProcessOptions { Input = AskAsync, Comm = Comms.FromCells, BetweenCells = output => Publish(_cause, output, silent: false) }, _stop.Token);

    private async Task<ErrorOutput?> RunAsync(JupyterMessage request, string code, Action<CellOutput> onOutput)
    {
        using var interrupt = new CancellationTokenSource();
        lock (_gate)
        {
            (_running, _cause) = (interrupt, request);
        }

        try
        {
            var process = await RunningProcessAsync(onOutput);
            var error = (await process.ExecuteAsync(code, new CellInfo(Count), onOutput, interrupt.Token)).Error;
            if (error is not null && process.HasEnded)
            {
                _mourned = process;
            }

            return error;
        }
        catch (InvalidOperationException e)
        {
            var error = new ErrorOutput("ProcessError", e.Message, [e.Message]);
            onOutput(error);
            return error;
        }
        finally
        {
            lock (_gate)
            {
                _running = null;
            }
        }
    }

    // A cell may end the process; the next one gets a new one, and is told that the variables are lost unless the error of the first said so.
    private async Task<NotebookProcess> RunningProcessAsync(Action<CellOutput> onOutput)
    {
        if (_process.IsCompletedSuccessfully && _process.Result is { HasEnded: true } ended)
        {
            if (ended != _mourned)
            {
                onOutput(new StreamOutput("stderr", CellErrors.EndedBetweenCells(ended.ExitCode)));
            }

            Comms.CloseAll();
            _process = StartAsync();
        }
        else if (_process.IsFaulted)
        {
            _process = StartAsync();
        }

        return await _process;
    }

    private void Publish(JupyterMessage? request, CellOutput output, bool silent)
    {
        if (silent)
        {
            return;
        }

        switch (output)
        {
            case StreamOutput stream:
                _voice.Publish(request, "stream", new JsonObject { ["name"] = stream.Name, ["text"] = stream.Text });
                break;
            case DisplayOutput display:
                var content = new JsonObject { ["data"] = display.Data.DeepClone(), ["metadata"] = display.Metadata.DeepClone(), ["transient"] = new JsonObject() };
                if (display.DisplayId is { } id)
                {
                    content["transient"]!["display_id"] = id;
                }

                _voice.Publish(request, display.IsUpdate ? "update_display_data" : "display_data", content);
                break;
            case ResultOutput result:
                History.AddResult(Count, result.Data.Text("text/plain") ?? "");
                _voice.Publish(request, "execute_result", new JsonObject { ["execution_count"] = Count, ["data"] = result.Data.DeepClone(), ["metadata"] = result.Metadata.DeepClone() });
                break;
            case ErrorOutput error:
                _voice.Publish(request, "error", KernelVoice.Error(error));
                break;
            case ClearOutput clear:
                _voice.Publish(request, "clear_output", new JsonObject { ["wait"] = clear.Wait });
                break;
            default:
                throw new ArgumentException($"An output of the unknown kind {output.GetType().Name}.", nameof(output));
        }
    }

    private async Task<JsonObject> EvaluateAsync(JupyterMessage request)
    {
        var values = new JsonObject();
        foreach (var (name, expression) in request.Content["user_expressions"] as JsonObject ?? [])
        {
            CellOutput? shown = null;
            var error = await RunAsync(request, expression?.ToString() ?? "", output => shown = output is ResultOutput ? output : shown);
            var value = error is not null ? KernelVoice.Error(error) : new JsonObject
            {
                ["data"] = (shown as ResultOutput)?.Data.DeepClone() ?? new JsonObject(),
                ["metadata"] = (shown as ResultOutput)?.Metadata.DeepClone() ?? new JsonObject(),
            };
            value["status"] = error is null ? "ok" : "error";
            values[name] = value;
        }

        return values;
    }

    private async Task<string?> AskAsync(InputRequest question, CancellationToken ct)
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        JupyterMessage request;
        CancellationToken interrupted;
        lock (_gate)
        {
            request = Running ?? throw new InvalidOperationException("Questions can be asked only while a cell runs.");
            interrupted = _running!.Token;
            _question = answer;
        }

        if (request.Content.Flag("allow_stdin") == false)
        {
            throw new NotSupportedException("This client cannot answer questions: give the value in the code instead.");
        }

        _voice.Ask(request, question);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, interrupted);
        return await answer.Task.WaitAsync(either.Token);
    }
}
