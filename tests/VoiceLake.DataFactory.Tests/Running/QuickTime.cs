namespace VoiceLake.DataFactory.Tests.Running;

/// <summary>
/// A clock that a test need not wait for: a timer of up to five minutes goes off at once and moves the clock on by its length; longer ones go
/// off when the clock has come to them.
/// </summary>
internal sealed class QuickTime : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly List<LaterTimer> _later = [];
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The short timers, in the order in which they were set.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits];
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LaterTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Set(LaterTimer timer, TimeSpan due)
    {
        List<LaterTimer> off = [];
        lock (_lock)
        {
            _later.Remove(timer);
            if (due == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.Due = _now + due;
            _later.Add(timer);
            if (due <= Short)
            {
                _waits.Add(due);
                _now += due;
                off = [.. _later.Where(each => each.Due <= _now).OrderBy(each => each.Due)];
                _later.RemoveAll(off.Contains);
            }
        }

        off.ForEach(each => each.GoOff());
    }

    private sealed class LaterTimer(QuickTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Set(this, dueTime);
            return true;
        }

        public void GoOff() => ThreadPool.QueueUserWorkItem(_ => callback(state));

        public void Dispose() => time.Set(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
