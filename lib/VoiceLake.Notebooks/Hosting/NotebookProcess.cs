using System.Diagnostics;
using System.IO.Pipes;
using VoiceLake.Notebooks.LanguageServices;
using VoiceLake.Notebooks.Telemetry;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>The parent's side of a notebook: its cells run one after the other in a child process that knows nothing of the caller's libraries.</summary>
public sealed class NotebookProcess : IAsyncDisposable
{
    private static readonly TimeSpan MarkPatience = TimeSpan.FromMilliseconds(500);
    private readonly NotebookProcessOptions _options;
    private readonly Process _process;
    private readonly MessageChannel _channel;
    private readonly StrayOutput _stdout;
    private readonly StrayOutput _stderr;
    private readonly QuestionClient _language;
    private readonly OutputRelay _relay;
    private readonly TelemetryReceiver _telemetry = new();
    private readonly string? _name;
    private readonly SemaphoreSlim _oneCell = new(1, 1);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _disposed = new();
    private TaskCompletionSource<DoneMessage>? _running;
    private int _lastCell;
    private volatile bool _killed;

    private NotebookProcess(NotebookProcessOptions options, Process process, MessageChannel channel)
    {
        _options = options;
        _name = Path.GetFileNameWithoutExtension(options.NotebookPath);
        _process = process;
        _channel = channel;
        _language = new QuestionClient(TrySend, _gone.Task);
        _relay = new OutputRelay(options.BetweenCells);
        _stdout = new StrayOutput(process.StandardOutput, text => _relay.Deliver(new StreamOutput("stdout", text)));
        _stderr = new StrayOutput(process.StandardError, text => _relay.Deliver(new StreamOutput("stderr", text)));
    }

    /// <summary>Whether the process has gone and runs no further cell.</summary>
    public bool HasEnded => _gone.Task.IsCompleted;

    /// <summary>The exit code, once the process has ended.</summary>
    internal int ExitCode => _process.ExitCode;

    /// <summary>Starts the child process and waits until it takes cells.</summary>
    /// <exception cref="InvalidOperationException">The process cannot be started or ends before it is ready; the message carries what it wrote.</exception>
    public static async Task<NotebookProcess> StartAsync(NotebookProcessOptions options, CancellationToken ct = default)
    {
        // A named pipe: its handle is not inherited by what cells start, so its end tells that the process itself has gone.
        var name = "voicelake-" + Guid.NewGuid().ToString("N")[..12];
        var pipe = new NamedPipeServerStream(
            name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        Process? process = null;
        MessageChannel? channel = null;
        try
        {
            process = Process.Start(ChildProgram.StartInfo(options, name))
                ?? throw new InvalidOperationException("The system started no process for the notebook.");
            process.StandardInput.Close();
            using var early = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var connected = pipe.WaitForConnectionAsync(early.Token);
            if (await Task.WhenAny(connected, process.WaitForExitAsync(ct)) != connected)
            {
                await early.CancelAsync();
                ct.ThrowIfCancellationRequested();
                throw new InvalidOperationException(
                    $"The notebook's process ended with code {process.ExitCode} before it was ready: {(await process.StandardError.ReadToEndAsync(ct)).Trim()}");
            }

            await connected;
            channel = new MessageChannel(pipe);
            var notebook = new NotebookProcess(options, process, channel);
            if (await channel.ReceiveAsync(ct) is not ReadyMessage)
            {
                await process.WaitForExitAsync(ct);
                await notebook._stderr.Completion;
                throw new InvalidOperationException($"The notebook's process ended before it was ready: {notebook._stderr.Tail.Trim()}");
            }

            _ = notebook.ReceiveAsync();
            return notebook;
        }
        catch
        {
            process?.Kill(entireProcessTree: true);
            process?.Dispose();
            channel?.Dispose();
            await pipe.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one cell to its end; outputs arrive while it runs, in order, never two at once.</summary>
    /// <param name="code">The cell's source, magics included.</param>
    /// <param name="cell">Which cell it is.</param>
    /// <param name="onOutput">Receives each output; an error is the last one. What background work wrote between two cells goes to the next one.</param>
    /// <param name="ct">Interrupts the cell: awaiting code stops, code that computes without end does not and needs <see cref="Kill"/>.</param>
    /// <returns>How the cell ended. A failing cell, a cancelled one and a crash of the process are results, never exceptions.</returns>
    public async Task<CellResult> ExecuteAsync(string code, CellInfo cell, Action<CellOutput> onOutput, CancellationToken ct = default)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        await _oneCell.WaitAsync(CancellationToken.None);
        try
        {
            return await NotebookTelemetry.RunCellAsync(cell, _name, _process, span => ExecuteAsync(code, cell, onOutput, span, ct));
        }
        finally
        {
            _oneCell.Release();
        }
    }

    /// <summary>What can be written at a place, known from the cells that ended before; also while a cell runs.</summary>
    /// <param name="code">The cell's source, magics included, however unfinished.</param>
    /// <param name="position">The caret, in UTF-16 units from the start of the code.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <returns>The entries; none when there is nothing to offer or the process has gone.</returns>
    public async Task<CompletionList> CompleteAsync(string code, int position, CancellationToken ct = default) =>
        (await _language.AskAsync(QuestionKind.Completion, code, position, false, ct))?.Completion ?? CompletionList.Empty(position);

    /// <summary>What the name at a place stands for; a place at the end of a word counts as on it.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="position">The caret, in UTF-16 units from the start of the code.</param>
    /// <param name="detailed">Whether parameters, return value and remarks are wanted too.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <returns>The text; null when there is nothing at the place or the process has gone.</returns>
    public async Task<HoverText?> InspectAsync(string code, int position, bool detailed, CancellationToken ct = default) =>
        (await _language.AskAsync(QuestionKind.Hover, code, position, detailed, ct))?.Hover;

    /// <summary>The overloads of the call around a place.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="position">The caret, in UTF-16 units from the start of the code.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <returns>The overloads; null outside the arguments of a call or when the process has gone.</returns>
    public async Task<SignatureHelp?> SignatureHelpAsync(string code, int position, CancellationToken ct = default) =>
        (await _language.AskAsync(QuestionKind.Signature, code, position, false, ct))?.Signature;

    /// <summary>What is wrong with a cell, without running it.</summary>
    /// <returns>Errors and warnings in the order of the text; none when the process has gone.</returns>
    public async Task<IReadOnlyList<CellDiagnostic>> DiagnoseAsync(string code, CancellationToken ct = default) =>
        (await _language.AskAsync(QuestionKind.Diagnostics, code, 0, false, ct))?.Diagnostics ?? [];

    /// <summary>Whether a cell is finished.</summary>
    public async Task<Completeness> IsCompleteAsync(string code, CancellationToken ct = default) =>
        (await _language.AskAsync(QuestionKind.Completeness, code, 0, false, ct))?.Completeness ?? new Completeness("unknown", "");

    /// <summary>Ends the process and everything it started at once, as at a time-out; a running cell ends with an error that says so.</summary>
    public void Kill()
    {
        _killed = true;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already, which is what was asked for.
        }
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested)
        {
            return;
        }

        await _disposed.CancelAsync();
        Kill();
        await _gone.Task;
        _channel.Dispose();
        _process.Dispose();
        _oneCell.Dispose();
        _disposed.Dispose();
    }

    private async Task<CellResult> ExecuteAsync(string code, CellInfo cell, Action<CellOutput> onOutput, Activity? span, CancellationToken ct)
    {
        var id = ++_lastCell;
        _relay.Open(onOutput);
        _telemetry.Cell = span;
        var done = ct.IsCancellationRequested
            ? new DoneMessage(id, CellErrors.Cancelled(cell), null)
            : await RunAsync(new ExecuteMessage(id, code, cell, NotebookTelemetry.IsHeard, span?.Id), ct);
        if (done.Error is { } error)
        {
            _relay.Deliver(error);
        }

        _relay.Close();
        return new CellResult(done.Error is null, done.Error, done.Exit);
    }

    private async Task<DoneMessage> RunAsync(ExecuteMessage execute, CancellationToken ct)
    {
        var (id, cell) = (execute.Id, execute.Cell);
        var running = new TaskCompletionSource<DoneMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _running = running;
        if (TrySend(execute))
        {
            await using var interrupt = ct.Register(() => TrySend(new CancelMessage(id)));
            if (await Task.WhenAny(running.Task, _gone.Task) == running.Task)
            {
                await Task.WhenAll(_stdout.WaitForMarkAsync(id, MarkPatience), _stderr.WaitForMarkAsync(id, MarkPatience));
                return await running.Task;
            }
        }

        await _gone.Task;
        return new DoneMessage(id, CellErrors.ProcessEnded(cell, _process.ExitCode, _killed, _stderr.Tail), null);
    }

    /// <summary>Hands a message of the client to the cells' end of its channel.</summary>
    internal void Send(CommMessage message) => TrySend(message);

    private bool TrySend(HostMessage message)
    {
        try
        {
            _channel.Send(message);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process has gone; whoever waits for its answer is told through _gone.
            return false;
        }
    }

    private async Task ReceiveAsync()
    {
        while (await _channel.ReceiveAsync() is { } message)
        {
            switch (message)
            {
                case OutputMessage output:
                    _relay.Deliver(output.Output);
                    break;
                case DoneMessage done:
                    _running?.TrySetResult(done);
                    break;
                case AnswerMessage answer:
                    _language.Take(answer);
                    break;
                case InputMessage input:
                    _ = AnswerAsync(input);
                    break;
                case CommMessage comm:
                    _options.Comm?.Invoke(comm);
                    break;
                case SpanStartMessage start:
                    _telemetry.Take(start);
                    break;
                case SpanEndMessage end:
                    _telemetry.Take(end);
                    break;
                case InstrumentMessage instrument:
                    _telemetry.Take(instrument);
                    break;
                case MeasurementMessage measurement:
                    _telemetry.Take(measurement);
                    break;
            }
        }

        _telemetry.Close();

        // The pipe ends a moment before the process does, unless a cell closed it: then nothing can be done with the process any more.
        Task exited = _process.WaitForExitAsync();
        if (await Task.WhenAny(exited, Task.Delay(TimeSpan.FromSeconds(5))) != exited)
        {
            _process.Kill(entireProcessTree: true);
            await exited;
        }

        // Programs that a cell left behind may hold the streams open for ever.
        await Task.WhenAny(Task.WhenAll(_stdout.Completion, _stderr.Completion), Task.Delay(MarkPatience));
        _gone.TrySetResult();
    }

    private async Task AnswerAsync(InputMessage input)
    {
        try
        {
            var text = _options.Input is { } ask
                ? await ask(new InputRequest(input.Prompt, input.IsPassword), _disposed.Token)
                : throw new NotSupportedException("This run cannot answer questions: give the value as a parameter instead.");
            TrySend(new InputReplyMessage(input.Id, text, null));
        }
        catch (Exception e)
        {
            // The cell must get its reply whatever the caller's function does, or it would wait for ever.
            TrySend(new InputReplyMessage(input.Id, null, e.Message));
        }
    }
}
