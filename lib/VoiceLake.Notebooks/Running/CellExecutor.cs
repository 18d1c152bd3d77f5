using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Running;

/// <summary>Runs single cells in a notebook's process within their time.</summary>
internal sealed class CellExecutor(
    NotebookProcess process, RunOptions options, TimeProvider time, CancellationToken timeLimit, CancellationToken cancelled)
{
    /// <summary>How long an interrupted cell may take to end by itself before its process is ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly OutputRecorder _recorder = new(options.StreamLimit);

    private bool _stopped;

    /// <summary>Set once a cell has ended the notebook.</summary>
    public NotebookExit? Exit { get; private set; }

    /// <summary>Whether the process can run another cell; one that had to be stopped is not trusted with more.</summary>
    public bool IsAlive => !_stopped && !process.HasEnded;

    /// <summary>Runs a cell and puts its outputs into it.</summary>
    public async Task<CellRun> ExecuteAsync(NotebookCell cell, CellRun run)
    {
        cell.ExecutionCount = run.Number;
        _recorder.Begin(cell);
        var clock = time.GetTimestamp();
        using var cellLimit = new CancellationTokenSource(options.CellTimeout ?? Timeout.InfiniteTimeSpan, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cellLimit.Token, timeLimit, cancelled);
        var result = await EndOfAsync(process.ExecuteAsync(Code(cell), new(run.Number, cell.Id, run.Title), Record, any.Token), any.Token);
        var error = result.Error;
        Exit ??= result.Exit;
        var status = RunStatus.Passed;
        if (!result.Succeeded)
        {
            (status, error) = Judge(cell, error, cellLimit.Token);
        }

        if (error is not null)
        {
            _recorder.Add(error);
        }

        _recorder.Flush();
        return run with { Status = status, Duration = time.GetElapsedTime(clock), Error = error, Summary = CellSummary.Of(cell) };
    }

    // A cell of another language tells the engine so by the magic command a reader would write.
    private static string Code(NotebookCell cell) => cell.Language == Languages.CSharp ? cell.Source : $"#!{cell.Language}\n{cell.Source}";

    // The error comes with the result too, where it may be replaced by the reason the cell was stopped for.
    private void Record(CellOutput output)
    {
        if (output is not ErrorOutput)
        {
            _recorder.Add(output);
        }
    }

    private async Task<CellResult> EndOfAsync(Task<CellResult> execution, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.Register(() => stopped.TrySetResult()))
        {
            await Task.WhenAny(execution, stopped.Task);
            if (!execution.IsCompleted)
            {
                await Task.WhenAny(execution, Task.Delay(Grace, time, CancellationToken.None));
            }

            if (!execution.IsCompleted)
            {
                process.Kill();
            }
        }

        return await execution;
    }

    private (RunStatus Status, ErrorOutput? Error) Judge(NotebookCell cell, ErrorOutput? error, CancellationToken cellLimit)
    {
        _stopped = cancelled.IsCancellationRequested || timeLimit.IsCancellationRequested || cellLimit.IsCancellationRequested;
        if (cancelled.IsCancellationRequested)
        {
            return (RunStatus.Cancelled, new("Cancelled", "The run was stopped while this cell ran.", ["The run was stopped while this cell ran."]));
        }

        if (_stopped)
        {
            var message = cellLimit.IsCancellationRequested
                ? FormattableString.Invariant($"The cell did not end within its {options.CellTimeout!.Value.TotalSeconds} s.")
                : FormattableString.Invariant($"The run did not end within its {options.Timeout!.Value.TotalSeconds} s.");
            return (RunStatus.TimedOut, new(nameof(TimeoutException), message, [message]));
        }

        return (IsAlive && cell.HasTag(NotebookCell.RaisesExceptionTag) ? RunStatus.Passed : RunStatus.Failed, error);
    }
}
