using System.IO.Pipes;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Threading.Channels;
using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.LanguageServices;
using VoiceLake.Notebooks.Telemetry;

#pragma warning disable RS0030 // This is the process that owns the console of the cells.

namespace VoiceLake.Notebooks.Hosting;

/// <summary>The child's side of a notebook: takes cells from the pipe and runs them one after the other.</summary>
internal sealed class CellServer : IDisposable
{
    // The parent listens before it starts this process: if it cannot be reached, it has gone.
    private static readonly TimeSpan ParentPatience = TimeSpan.FromSeconds(5);
    private readonly MessageChannel _channel;
    private readonly OutputSink _sink;
    private readonly CellEngine _engine;
    private readonly QuestionServer _language;
    private readonly Channel<ExecuteMessage> _queue = Channel.CreateUnbounded<ExecuteMessage>();
    private readonly Channel<CommMessage> _comms = Channel.CreateUnbounded<CommMessage>();
    private readonly Dictionary<int, CancellationTokenSource> _running = [];
    private readonly Dictionary<int, TaskCompletionSource<InputReplyMessage>> _questions = [];
    private readonly Stream _rawOut = Console.OpenStandardOutput();
    private readonly Stream _rawError = Console.OpenStandardError();
    private readonly TextWriter _out;
    private readonly TextWriter _error;
    private TelemetrySender? _telemetry;
    private int _lastQuestion;

    private CellServer(MessageChannel channel, string folder)
    {
        _channel = channel;
        _sink = new OutputSink(output => channel.Send(new OutputMessage(output)));
        NotebookSession.Open(_sink, Ask, channel.Send, folder);
        _engine = new CellEngine(folder, _sink);
        _language = new QuestionServer(new NotebookLanguageServices(_engine), channel.Send);
        _out = TextWriter.Synchronized(new ConsoleStream(_sink, "stdout"));
        _error = TextWriter.Synchronized(new ConsoleStream(_sink, "stderr"));
        TakeConsole();
        Console.SetIn(new ConsoleInput(() => Ask(new InputRequest("", false))));
        ExceptionHandling.SetUnhandledExceptionHandler(e =>
        {
            // The exception of a thread the cell started is shown; the variables of the notebook live on.
            _engine.ReportUnobserved(e);
            return true;
        });
    }

    /// <summary>Serves until the parent goes.</summary>
    /// <param name="pipeName">The parent's pipe.</param>
    /// <param name="notebook">The notebook's file, if it has one.</param>
    /// <exception cref="TimeoutException">The parent has gone already.</exception>
    public static async Task RunAsync(string pipeName, string? notebook)
    {
        var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        await pipe.ConnectAsync(ParentPatience, CancellationToken.None);
        var channel = new MessageChannel(pipe);
        using var server = new CellServer(channel, notebook is null ? Environment.CurrentDirectory : Path.GetDirectoryName(notebook)!);
        channel.Send(new ReadyMessage());
        _ = Task.Run(server.WorkAsync);
        _ = Task.Run(server.TakeCommsAsync);
        await server.ListenAsync();

        // Threads a cell left running must not outlive the notebook.
        Environment.Exit(0);
    }

    public void Dispose()
    {
        _telemetry?.Dispose();
        _sink.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await _channel.ReceiveAsync() is { } message)
        {
            switch (message)
            {
                case ExecuteMessage execute:
                    lock (_running)
                    {
                        _running[execute.Id] = new CancellationTokenSource();
                    }

                    await _queue.Writer.WriteAsync(execute);
                    break;
                case QuestionMessage question:
                    _language.Take(question);
                    break;
                case CancelMessage cancel:
                    CancellationTokenSource? source;
                    lock (_running)
                    {
                        source = _running.GetValueOrDefault(cancel.Id);
                    }

                    _ = source?.CancelAsync();
                    break;
                case InputReplyMessage reply:
                    lock (_questions)
                    {
                        if (_questions.Remove(reply.Id, out var question))
                        {
                            question.TrySetResult(reply);
                        }
                    }

                    break;
                case CommMessage comm:
                    await _comms.Writer.WriteAsync(comm);
                    break;
            }
        }
    }

    private async Task TakeCommsAsync()
    {
        await foreach (var message in _comms.Reader.ReadAllAsync())
        {
            try
            {
                Microsoft.DotNet.Interactive.Comms.Receive(message);
            }
            catch (Exception e)
            {
                // A handler of the notebook failed; the channel and the notebook live on.
                _engine.ReportUnobserved(e);
            }

            _sink.Flush();
        }
    }

    private async Task WorkAsync()
    {
        await foreach (var message in _queue.Reader.ReadAllAsync())
        {
            CancellationTokenSource source;
            lock (_running)
            {
                source = _running[message.Id];
            }

            DoneMessage done;
            try
            {
                TakeConsole();
                _telemetry ??= message.Tell ? new TelemetrySender(_channel.Send) : null;
                using var span = TelemetrySender.Continue(message.TraceParent);
                var error = await _engine.ExecuteAsync(message.Code, message.Cell, source.Token);
                done = new DoneMessage(message.Id, error, error is null ? CellRun.Current?.Exit : null);
            }
            catch (Exception e)
            {
                // A fault of the engine itself is an answer too: without one the caller would wait for ever.
                done = new DoneMessage(message.Id, new ErrorOutput(e.GetType().Name, e.Message, [e.ToString()]), null);
            }

            lock (_running)
            {
                _running.Remove(message.Id);
            }

            Mark(_rawOut, message.Id);
            Mark(_rawError, message.Id);
            _channel.Send(done);
        }
    }

    // Also before each cell: one that redirected the console and failed would silence those after it.
    private void TakeConsole()
    {
        if (Console.Out != _out || Console.Error != _error)
        {
            Console.SetOut(_out);
            Console.SetError(_error);
        }
    }

    private static void Mark(Stream stream, int cell)
    {
        stream.Write(Encoding.UTF8.GetBytes(StrayOutput.Mark(cell)));
        stream.Flush();
    }

    private string? Ask(InputRequest request)
    {
        _sink.Flush();
        var question = new TaskCompletionSource<InputReplyMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        int id;
        lock (_questions)
        {
            id = ++_lastQuestion;
            _questions[id] = question;
        }

        _channel.Send(new InputMessage(id, request.Prompt, request.IsPassword));
        question.Task.Wait(CellRun.Current?.Token ?? CancellationToken.None);
        var reply = question.Task.Result;
        return reply.Refusal is null ? reply.Text : throw new InvalidOperationException(reply.Refusal);
    }
}
