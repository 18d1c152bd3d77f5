namespace VoiceLake.Notebooks.Engine;

/// <summary>One run of one cell, and how it is interrupted.</summary>
internal sealed class CellRun
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private readonly CellSynchronizationContext _context;
    private readonly CancellationToken _token;
    private volatile bool _tokenTaken;
    private volatile int _computing;

    public CellRun(Action<Exception> onUnobserved, CancellationToken token)
    {
        _context = new CellSynchronizationContext(onUnobserved);
        _token = token;
    }

    /// <summary>The run of the cell that is running, or ran last.</summary>
    public static CellRun? Current { get; set; }

    /// <summary>Cancelled when the cell is interrupted.</summary>
    public CancellationToken Token => _token;

    /// <summary>True when the cell was interrupted while it computed without awaiting: nothing can stop such code.</summary>
    public bool StillComputes => _computing > 0;

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
        _computing++;
        try
        {
            return submission();
        }
        finally
        {
            _computing--;
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
                if (!_tokenTaken)
                {
                    _context.Abandon();
                }

                await Task.WhenAny(work, Task.Delay(StillComputes || _tokenTaken ? Grace : TimeSpan.Zero, CancellationToken.None));
                _context.Abandon();
                if (!work.IsCompleted)
                {
                    throw new OperationCanceledException(_token);
                }
            }
        }

        await work;
    }
}
