using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Engine;

/// <summary>One run of one cell, and how it is interrupted.</summary>
internal sealed class CellRun
{
    // What a client waits for an answer at most, and what a cell that took the token has to end by itself.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private readonly CellThreads _threads = new();
    private readonly CellSynchronizationContext _context;
    private readonly CancellationToken _token;
    private volatile bool _tokenTaken;

    public CellRun(Action<Exception> onUnobserved, CancellationToken token)
    {
        _context = new CellSynchronizationContext(_threads, onUnobserved);
        _token = token;
    }

    /// <summary>The run of the cell that is running, or ran last.</summary>
    public static CellRun? Current { get; set; }

    /// <summary>Set once the cell has ended its notebook.</summary>
    public NotebookExit? Exit { get; set; }

    /// <summary>Cancelled when the cell is interrupted.</summary>
    public CancellationToken Token => _token;

    /// <summary>True when the cell was interrupted while it computed without awaiting: nothing can stop such code.</summary>
    public bool StillComputes => _threads.Count > 0;

    /// <summary>The token for the cell's own code; a cell that took it gets a moment to end by itself, its finally blocks run.</summary>
    public CancellationToken TakeToken()
    {
        _tokenTaken = true;
        return _token;
    }

    /// <summary>Starts a submission so that its awaits continue through this run.</summary>
    public Task<object?> StartAsync(Func<Task<object?>> submission)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            return _threads.Run(submission);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs a whole cell until it ends or is interrupted.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public async Task InterruptibleAsync(Func<Task> cell)
    {
        var work = Task.Run(cell, CancellationToken.None);
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (_token.Register(() => interrupted.TrySetResult()))
        {
            if (await Task.WhenAny(work, interrupted.Task) != work)
            {
                await EndAsync(work);
            }
        }

        await work;
    }

    private async Task EndAsync(Task work)
    {
        if (_tokenTaken)
        {
            await Task.WhenAny(work, Task.Delay(Grace, CancellationToken.None));
        }

        _context.Abandon();
        for (var left = Grace; !work.IsCompleted && StillComputes && left > TimeSpan.Zero; left -= Step)
        {
            // Again and again: a loop may catch what wakes it.
            _threads.Interrupt();
            await Task.WhenAny(work, Task.Delay(Step, CancellationToken.None));
        }

        if (!work.IsCompleted)
        {
            throw new OperationCanceledException(_token);
        }
    }
}
