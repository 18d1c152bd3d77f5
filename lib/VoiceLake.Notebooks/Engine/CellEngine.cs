using System.Diagnostics;
using Microsoft.CodeAnalysis;
using VoiceLake.Notebooks.Formatting;
using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Engine;

/// <summary>Runs the cells of one notebook one after the other; both fronts, the headless runner and a kernel, stand on it.</summary>
internal sealed class CellEngine
{
    // A user who is quicker runs everything at once, as nbconvert does.
    private static readonly TimeSpan IdleBeforeMore = TimeSpan.FromMilliseconds(300);

    private readonly string _folder;
    private readonly OutputSink _sink;
    private readonly CellSources _sources = new();
    private readonly NotebookLoadContext _context = new();
    private readonly RuntimeErrors _errors;
    private readonly ReferenceSet _references;
    private readonly MagicCommands _magics;
    private readonly Task _warm;
    private volatile NotebookState? _state;
    private volatile bool _hasBegun;

    /// <param name="folder">The folder against which the notebook's directives resolve.</param>
    /// <param name="sink">Receives the outputs.</param>
    public CellEngine(string folder, OutputSink sink)
    {
        _folder = folder;
        _sink = sink;
        _errors = new RuntimeErrors(_sources);
        _references = new ReferenceSet(_context);
        Chain = new ScriptChain(_context, _sources);
        _magics = new MagicCommands(this, sink);
        _warm = Task.WhenAll(Task.Run(WarmUpAsync), Task.Run(() => ValueFormatter.Bundle(1)));
    }

    /// <summary>The cells run so far.</summary>
    public ScriptChain Chain { get; }

    /// <summary>The folder against which the notebook's directives resolve.</summary>
    public string Folder => _folder;

    /// <summary>What the notebook has after the cell that ended last; while one runs, it is not in it.</summary>
    public async Task<NotebookState> StateAsync()
    {
        await _warm;
        return _state!;
    }

    /// <summary>Runs a cell; null when it ran to its end.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="cell">Which cell it is.</param>
    /// <param name="ct">Interrupts it.</param>
    public async Task<ErrorOutput?> ExecuteAsync(string code, CellInfo cell, CancellationToken ct)
    {
        _hasBegun = true;
        await _warm;
        var run = new CellRun(e => _sink.Write("stderr", string.Join('\n', _errors.Describe(e).Traceback) + "\n"), ct);
        CellRun.Current = run;
        try
        {
            await run.InterruptibleAsync(() => RunAsync(new CellSource($"Cell {cell.Number}", code, _folder), run));
            return null;
        }
        catch (Exception) when (run.Exit is not null)
        {
            // Whatever the cell made of it on the way up: it has ended its notebook.
            return null;
        }
        catch (CellException e)
        {
            return e.ToOutput();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return run.StillComputes ? CellErrors.CannotBeStopped(cell) : CellErrors.Cancelled(cell);
        }
        catch (ThreadInterruptedException) when (ct.IsCancellationRequested)
        {
            return CellErrors.Cancelled(cell);
        }
        catch (Exception e)
        {
            return _errors.Describe(e);
        }
        finally
        {
            if (run.Exit is { } exit)
            {
                _sink.Send(new DisplayOutput(TextBundles.Of("plain", $"The notebook ends here{(exit.Value.Length > 0 ? ", with the value: " + exit.Value : ".")}"), [], null, false));
            }

            _state = TakeState();
            _sink.Flush();
        }
    }

    /// <summary>Reports an exception that no cell can catch any more.</summary>
    public void ReportUnobserved(Exception exception) =>
        _sink.Write("stderr", "Unhandled on a background thread: " + string.Join('\n', _errors.Describe(exception).Traceback) + "\n");

    /// <summary>Runs the text of a cell, part by part.</summary>
    public async Task RunAsync(CellSource source, CellRun run, bool isImport = false)
    {
        var parts = CellParser.Parse(source);
        MagicCommands.Check(parts, source);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < parts.Count; i++)
        {
            switch (parts[i])
            {
                case MagicPart magic:
                    await _magics.RunAsync(magic, source, run, i + 1 < parts.Count ? parts[i + 1] as CodePart : null);
                    break;
                case CodePart { Language: "csharp" } code:
                    await RunCSharpAsync(source with { Code = code.Text }, run, isLast: !isImport && i == parts.Count - 1);
                    break;
                case CodePart { Language: not "value" } text:
                    _sink.Send(new DisplayOutput(TextBundles.Of(text.Language, text.Text), [], null, false));
                    break;
            }
        }

        if (parts.Any(part => part is MagicPart { Name: "time" }))
        {
            _sink.Send(new DisplayOutput(TextBundles.Of("plain", FormattableString.Invariant($"Wall time: {clock.Elapsed.TotalMilliseconds:0.#} ms")), [], null, false));
        }
    }

    /// <summary>Compiles and runs C#.</summary>
    public async Task RunCSharpAsync(CellSource source, CellRun run, bool isLast)
    {
        var code = await _references.TakeDirectivesAsync(source, run.Token);
        run.Token.ThrowIfCancellationRequested();
        var submission = Chain.Compile(code, _references.All, new LoadedSources(source.Folder));
        var value = await run.StartAsync(() => Chain.RunAsync(submission));
        if (value is not null || submission.HasResult())
        {
            // As code of the cell: a property that waits can be interrupted.
            await run.StartAsync(() =>
            {
                Show(value, isLast);
                return Task.FromResult<object?>(null);
            });
        }
    }

    private void Show(object? value, bool isResult)
    {
        if (value is Microsoft.DotNet.Interactive.DisplayedValue)
        {
            // display(x) as the last expression: it has been shown.
            return;
        }

        var data = ValueFormatter.Bundle(value);
        _sink.Send(isResult ? new ResultOutput(data, []) : new DisplayOutput(data, [], null, false));
    }

    // On chains of their own, so that the first cell does not pay for the compiler's start. A cell waits for the first rehearsal only: what
    // the second prepares it may never need, and would have to share the machine with it.
    private async Task WarmUpAsync()
    {
        await RehearseAsync("1 + 1");
        _state = TakeState();
        _ = RehearseMoreAsync();
    }

    private async Task RehearseMoreAsync()
    {
        await Task.Delay(IdleBeforeMore);
        if (!_hasBegun)
        {
            await RehearseAsync("var list = new List<int> { 1 }; await Task.Yield(); list.Select(n => new { n, text = $\"{n}\" }).ToList()");
        }
    }

    private async Task RehearseAsync(string code)
    {
        var chain = new ScriptChain(_context, _sources);
        var submission = chain.Compile(new CellSource("warm-up", code, _folder), FrameworkAssemblies.References, new LoadedSources(_folder));
        ValueFormatter.Bundle(await chain.RunAsync(submission));
    }

    private NotebookState TakeState() => new(Chain.Link, _references.All, _references.Packages, _references.Sources);
}
