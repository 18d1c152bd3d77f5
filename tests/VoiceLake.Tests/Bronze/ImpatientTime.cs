using VoiceLake.Bronze;

namespace VoiceLake.Tests.Bronze;

/// <summary>Waits of retries pass at once and are remembered; time-outs, which are one-shot timers of the response and stall limits, run in real time.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private static readonly BronzeOptions Defaults = new();

    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Defaults.ResponseTimeout || dueTime == Defaults.StallTimeout || dueTime == Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Waits.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
