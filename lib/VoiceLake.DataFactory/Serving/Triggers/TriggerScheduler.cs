using System.Collections.Concurrent;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Schedules;
using VoiceLake.DataFactory.Serving.Resources;

namespace VoiceLake.DataFactory.Serving.Triggers;

/// <summary>Keeps the clock of every started trigger.</summary>
/// <remarks>What fell due while no server ran, or while the machine slept, is passed over; Azure, which never sleeps, would have fired.</remarks>
internal sealed class TriggerScheduler(ResourceStore store, TriggerFiring firing, TimeProvider time) : IAsyncDisposable
{
    // Timers know no longer waits than 49 days; a shorter one also notices a clock that was set.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Clock> _clocks = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes up the triggers that were started when the last server ended.</summary>
    public void Resume()
    {
        foreach (var found in store.List(FactoryResourceKind.Trigger).Where(found => TriggerStates.IsStarted(found.Resource)))
        {
            Start((ScheduleTrigger)found.Resource);
        }
    }

    /// <summary>Starts a trigger's clock; nothing happens to one that runs.</summary>
    public void Start(ScheduleTrigger trigger)
    {
        var recurrence = Recurrence.Of(trigger);
        _clocks.GetOrAdd(trigger.Name, name => new Clock(end => Task.Run(() => RunAsync(name, recurrence, time.GetUtcNow(), end), CancellationToken.None)));
    }

    /// <summary>Stops a trigger's clock; the runs that it started go on.</summary>
    public async Task StopAsync(string name)
    {
        if (_clocks.TryRemove(name, out var clock))
        {
            await clock.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _clocks.Keys)
        {
            await StopAsync(name);
        }
    }

    private async Task RunAsync(string name, Recurrence recurrence, DateTimeOffset last, CancellationToken end)
    {
        while (recurrence.NextAfter(last) is { } next)
        {
            for (var wait = next - time.GetUtcNow(); wait > TimeSpan.Zero; wait = next - time.GetUtcNow())
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, end);
            }

            end.ThrowIfCancellationRequested();
            var now = time.GetUtcNow();
            if (now - next < Late && store.Find(FactoryResourceKind.Trigger, name)?.Resource is Trigger trigger)
            {
                await firing.FireAsync(trigger, next);
                last = next;
            }
            else
            {
                last = now;
            }
        }
    }

    private sealed class Clock : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task _work;

        public Clock(Func<CancellationToken, Task> run) => _work = run(_end.Token);

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
        }
    }
}
