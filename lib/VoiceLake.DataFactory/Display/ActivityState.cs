using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Display;

/// <summary>What became of an activity in a run, over all its rounds and tries.</summary>
/// <param name="Status">The worst that any round came to.</param>
/// <param name="Rounds">How often it ran: once, or once for each item of a loop.</param>
/// <param name="Failed">How many of these rounds failed.</param>
/// <param name="Retries">How many tries were second ones or later.</param>
/// <param name="Start">When the first began.</param>
/// <param name="End">When the last ended; null while one goes on.</param>
internal sealed record ActivityState(RunStatus Status, int Rounds, int Failed, int Retries, DateTimeOffset Start, DateTimeOffset? End)
{
    // From the worst, which is told, to the best.
    private static readonly RunStatus[] Order =
        [RunStatus.Failed, RunStatus.Cancelled, RunStatus.Canceling, RunStatus.InProgress, RunStatus.Queued, RunStatus.Succeeded, RunStatus.Skipped];

    /// <summary>The states of all activities that have runs, by name.</summary>
    public static IReadOnlyDictionary<string, ActivityState> Of(IEnumerable<ActivityRun> runs) =>
        runs.GroupBy(run => run.ActivityName, StringComparer.OrdinalIgnoreCase).ToDictionary(own => own.Key, own => Of([.. own]), StringComparer.OrdinalIgnoreCase);

    /// <summary>Status, count and duration in a few words.</summary>
    public override string ToString()
    {
        string?[] words =
        [
            Failed > 0 && Rounds > 1 ? $"{Failed:N0} of {Rounds:N0} failed" : Status.ToString(),
            Failed == 0 && Rounds > 1 ? $"{Rounds:N0} times" : null,
            Retries switch { 0 => null, 1 => "1 retry", _ => $"{Retries:N0} retries" },
            End is { } end && Status != RunStatus.Skipped ? TimeText.Of(end - Start) : null,
        ];
        return string.Join(" · ", words.OfType<string>());
    }

    private static ActivityState Of(IReadOnlyList<ActivityRun> runs)
    {
        var last = runs.GroupBy(run => (run.PipelineRunId, run.IterationHash)).Select(tries => tries.MaxBy(run => run.RetryAttempt ?? 0)!).ToList();
        return new ActivityState(
            last.Select(run => run.Status).MinBy(status => Array.IndexOf(Order, status)),
            last.Count,
            last.Count(run => run.Status == RunStatus.Failed),
            runs.Count(run => run.RetryAttempt > 0),
            runs.Min(run => run.ActivityRunStart),
            runs.All(run => run.HasEnded) ? runs.Max(run => run.ActivityRunEnd ?? run.ActivityRunStart) : null);
    }
}
