using System.Globalization;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Running.Parameters;
using VoiceLake.Notebooks.Telemetry;

namespace VoiceLake.Notebooks.Running;

/// <summary>One notebook's run: its cells in order in one process, what they show put into the document.</summary>
internal sealed class NotebookSession
{
    private readonly NotebookDocument _document;
    private readonly NotebookOutline _outline;
    private readonly NotebookCell? _injected;
    private readonly ParameterSet _parameters;
    private readonly RunOptions _options;
    private readonly TimeProvider _time;
    private readonly IProgress<RunEvent>? _progress;
    private readonly List<(NotebookCell Cell, CellRun Run)> _cells;
    private NotebookExit? _exit;

    public NotebookSession(
        NotebookDocument source, ParameterSet parameters, RunOptions options, TimeProvider time, IProgress<RunEvent>? progress)
    {
        _document = source.Clone();
        _injected = parameters.InjectInto(_document);
        _outline = NotebookOutline.Of(_document);
        _parameters = parameters;
        _options = options;
        _time = time;
        _progress = progress;
        _cells = [.. Number(_document, _injected, _outline)];
    }

    private string Name => Path.GetFileNameWithoutExtension(_document.Path);

    /// <summary>Runs the cells; <paramref name="timeLimit"/> ends the run for its time-out, <paramref name="cancelled"/> for the user.</summary>
    public Task<NotebookRun> RunAsync(CancellationToken timeLimit, CancellationToken cancelled) =>
        NotebookTelemetry.RunAsync(Name, () => RunToEndAsync(timeLimit, cancelled));

    private async Task<NotebookRun> RunToEndAsync(CancellationToken timeLimit, CancellationToken cancelled)
    {
        var clock = _time.GetTimestamp();
        foreach (var (cell, run) in _cells.Where(item => item.Run.Status != RunStatus.Skipped))
        {
            cell.Outputs = [];
            cell.ExecutionCount = null;
        }

        _progress?.Report(new NotebookStarted(Name, _outline.Title, _cells.Count(item => item.Run.Status != RunStatus.Skipped), _cells.LastOrDefault().Run?.Number ?? 0));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeLimit, cancelled);
        NotebookProcess process;
        try
        {
            process = await NotebookProcess.StartAsync(
                new() { WorkingDirectory = _options.WorkingDirectory, NotebookPath = Path.GetFullPath(_document.Path), Environment = _options.Environment }, either.Token);
        }
        catch (Exception problem) when (problem is InvalidOperationException or OperationCanceledException)
        {
            return await EndAsync(
                _time.GetElapsedTime(clock), Why(problem, timeLimit, cancelled), problem is OperationCanceledException ? null : problem.Message);
        }

        await using (process)
        {
            await RunCellsAsync(new(process, _options, _time, timeLimit, cancelled), clock);
        }

        return await EndAsync(_time.GetElapsedTime(clock), _cells.FirstOrDefault(item => item.Run.IsFailure).Run?.Status ?? RunStatus.Passed);
    }

    /// <summary>Leaves the notebook alone because something before it failed; its results say so.</summary>
    public Task<NotebookRun> PassOverAsync()
    {
        for (var index = 0; index < _cells.Count; index++)
        {
            _cells[index].Cell.Outputs = [];
            _cells[index].Cell.ExecutionCount = null;
        }

        return EndAsync(TimeSpan.Zero, RunStatus.NotRun);
    }

    private async Task RunCellsAsync(CellExecutor executor, long clock)
    {
        for (var index = 0; index < _cells.Count; index++)
        {
            var (cell, run) = _cells[index];
            if (run.Status == RunStatus.Skipped)
            {
                continue;
            }

            _progress?.Report(new CellStarted(Name, new CellInfo(run.Number, cell.Id, run.Title)));
            run = await executor.ExecuteAsync(cell, run);
            _cells[index] = (cell, run);
            _exit = executor.Exit;
            _progress?.Report(new CellEnded(Name, run));
            await WriteResultAsync(_time.GetElapsedTime(clock), run.IsFailure ? run.Status : null);
            if (_exit is not null || (run.IsFailure && !(_options.AllowErrors && executor.IsAlive)))
            {
                break;
            }
        }
    }

    private async Task<NotebookRun> EndAsync(TimeSpan duration, RunStatus status, string? problem = null)
    {
        await WriteResultAsync(duration, status, problem);
        if (_options.InPlace && status != RunStatus.NotRun)
        {
            await RunTargets.AsSource(_document, _injected).WriteAsync(_document.Path);
        }

        return new(_document, _outline, status, [.. _cells.Select(item => item.Run)], duration, _parameters.Given, problem) { ExitValue = _exit?.Value };
    }

    private async Task WriteResultAsync(TimeSpan duration, RunStatus? status, string? problem = null)
    {
        if (_options.OutputFolder is not { } folder)
        {
            return;
        }

        var about = new JsonObject
        {
            ["status"] = status is { } known ? RunStatusName.Of(known) : "running",
            ["written_at"] = _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["duration_s"] = Math.Round(duration.TotalSeconds, 3),
            ["parameters"] = new JsonObject(_parameters.Given.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        if (problem is not null)
        {
            about["problem"] = problem;
        }

        if (_exit is not null)
        {
            about["exit_value"] = _exit.Value;
        }

        // Not cancellable: what has run so far is kept whatever ends the run.
        await RunTargets.AsResult(_document, [.. _cells.Select(item => item.Run)], about)
            .WriteAsync(RunTargets.InFolder(folder, _document), CancellationToken.None);
    }

    private static RunStatus Why(Exception problem, CancellationToken timeLimit, CancellationToken cancelled) =>
        problem is not OperationCanceledException ? RunStatus.Failed
        : cancelled.IsCancellationRequested ? RunStatus.Cancelled
        : timeLimit.IsCancellationRequested ? RunStatus.TimedOut : RunStatus.Failed;

    private static IEnumerable<(NotebookCell, CellRun)> Number(NotebookDocument document, NotebookCell? injected, NotebookOutline outline)
    {
        var number = 0;
        foreach (var cell in document.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            number += cell == injected ? 0 : 1;
            var skipped = cell.HasTag(NotebookCell.SkipExecutionTag) || string.IsNullOrWhiteSpace(cell.Source);
            yield return (cell, new(cell.Id, number, outline.HeadingOf(cell), cell == injected, skipped ? RunStatus.Skipped : RunStatus.NotRun));
        }
    }
}
