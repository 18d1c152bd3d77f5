namespace VoiceLake.DataFactory.Tests.Serving;

/// <summary>A clock that stands still until it is set; timers that fall due then ring at once.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private readonly List<(DateTimeOffset Due, TaskCompletionSource Reached)> _watchers = [];
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public void Set(DateTimeOffset now)
    {
        List<Timer> due;
        lock (_lock)
        {
            _now = now;
            due = [.. _timers.Where(timer => timer.Due <= now)];
            _timers.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Ring());
    }

    /// <summary>Ends once something waits for this time or an earlier one.</summary>
    public Task WaitedForAsync(DateTimeOffset due)
    {
        lock (_lock)
        {
            if (_timers.Any(timer => timer.Due <= due))
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((due, reached));
            return reached.Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            var timer = new Timer(this, callback, state) { Due = dueTime < TimeSpan.Zero ? DateTimeOffset.MaxValue : _now + dueTime };
            Add(timer);
            return timer;
        }
    }

    private void Add(Timer timer)
    {
        _timers.Add(timer);
        foreach (var watcher in _watchers.Where(watcher => timer.Due <= watcher.Due).ToList())
        {
            watcher.Reached.SetResult();
            _watchers.Remove(watcher);
        }
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                Due = dueTime < TimeSpan.Zero ? DateTimeOffset.MaxValue : time._now + dueTime;
                time.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
