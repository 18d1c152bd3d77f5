using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Schedules;
using VoiceLake.DataFactory.Serving.Resources;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Serving.Triggers;

/// <summary>Keeps the clock of every started trigger.</summary>
/// <remarks>What fell due while no server ran, or while the machine slept, is passed over; Azure, which never sleeps, would have fired.</remarks>
internal sealed class TriggerScheduler(ResourceStore store, TriggerFiring firing, TimeProvider time) : IAsyncDisposable
{
    // Timers know no longer waits than 49 days; a shorter one also notices a clock that was set.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, Clock> _clocks = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();

    /// <summary>Takes up the triggers that were started when the last server ended.</summary>
    public async Task ResumeAsync()
    {
        foreach (var found in store.List(FactoryResourceKind.Trigger).Where(found => TriggerStates.IsStarted(found.Resource)).ToList())
        {
            await StartAsync((ScheduleTrigger)found.Resource);
        }
    }

    /// <summary>Starts a trigger's clock, in the place of one that it has.</summary>
    public async Task StartAsync(ScheduleTrigger trigger)
    {
        var recurrence = Recurrence.Of(trigger);
        Clock? old;
        lock (_lock)
        {
            _clocks.Remove(trigger.Name, out old);
            _clocks[trigger.Name] = new Clock(end => Task.Run(() => RunAsync(trigger.Name, recurrence, time.GetUtcNow(), end), CancellationToken.None));
        }

        await EndAsync(old);
    }

    /// <summary>Stops a trigger's clock; the runs that it started go on.</summary>
    public async Task StopAsync(string name)
    {
        Clock? clock;
        lock (_lock)
        {
            _clocks.Remove(name, out clock);
        }

        await EndAsync(clock);
    }

    public async ValueTask DisposeAsync()
    {
        List<Clock> clocks;
        lock (_lock)
        {
            clocks = [.. _clocks.Values];
            _clocks.Clear();
        }

        foreach (var clock in clocks)
        {
            await EndAsync(clock);
        }
    }

    private static ValueTask EndAsync(Clock? clock) => clock?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task RunAsync(string name, Recurrence recurrence, DateTimeOffset last, CancellationToken end)
    {
        while (recurrence.NextAfter(last) is { } next)
        {
            for (var wait = next - time.GetUtcNow(); wait > TimeSpan.Zero; wait = next - time.GetUtcNow())
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, end);
            }

            end.ThrowIfCancellationRequested();
            if (store.Find(FactoryResourceKind.Trigger, name)?.Resource is not Trigger { RuntimeState: TriggerStates.Started } trigger)
            {
                // Deleted with its factory, or stopped a moment ago.
                return;
            }

            var now = time.GetUtcNow();
            last = now - next < Late ? next : now;
            if (last == next)
            {
                await FireAsync(trigger, next);
            }
        }
    }

    private async Task FireAsync(Trigger trigger, DateTimeOffset scheduled)
    {
        try
        {
            await firing.FireAsync(trigger, scheduled);
        }
        catch (LakeException)
        {
            // The lake takes no records now, so that there is no place to tell of it but the missing run; the clock goes on to the next occurrence.
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
