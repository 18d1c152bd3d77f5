namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>Runs activities side by side in the order of their dependencies.</summary>
internal static class BlockExecution
{
    /// <summary>Runs a block to its end; what is cancelled never throws, it ends so.</summary>
    /// <returns>Succeeded or Failed by the rule of leaves, with the first error behind it; Cancelled.</returns>
    public static async Task<ActivityEnd> RunAsync(PlannedBlock block, BlockContext context, CancellationToken cancellationToken)
    {
        var ended = new Dictionary<string, ActivityOutcome>(block.Activities.Count);
        var waiting = new List<PlannedActivity>(block.Activities);
        var atWork = new List<Task<(PlannedActivity Activity, ActivityEnd End)>>();
        (PlannedActivity Activity, ActivityEnd End)? failed = null;
        while (true)
        {
            while (!cancellationToken.IsCancellationRequested && await StartOneAsync(waiting, ended, atWork, context, cancellationToken))
            {
            }

            if (atWork.Count == 0)
            {
                break;
            }

            var first = await Task.WhenAny(atWork);
            atWork.Remove(first);
            var (activity, end) = await first;
            ended[activity.Name] = end.Outcome;
            failed ??= end.Status == RunStatus.Failed ? (activity, end) : null;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ActivityEnd.Cancelled;
        }

        return failed is { } cause && RunOrder.OutcomeOf(block.Source, ended) == ActivityOutcome.Failed
            ? new ActivityEnd(RunStatus.Failed, null, cause.End.Error with { Target = cause.Activity.Name })
            : new ActivityEnd(RunStatus.Succeeded, null, ActivityError.None);
    }

    /// <summary>Starts or skips the first activity that can be; false when all that are left must wait.</summary>
    private static async Task<bool> StartOneAsync(
        List<PlannedActivity> waiting,
        Dictionary<string, ActivityOutcome> ended,
        List<Task<(PlannedActivity Activity, ActivityEnd End)>> atWork,
        BlockContext context,
        CancellationToken cancellationToken)
    {
        for (var at = 0; at < waiting.Count; at++)
        {
            var activity = waiting[at];
            switch (RunOrder.MayStart(activity.DependsOn, ended))
            {
                case null:
                    continue;
                case true:
                    atWork.Add(RunOneAsync(activity, context, cancellationToken));
                    break;
                case false:
                    await ActivityExecution.SkipAsync(activity, context);
                    ended[activity.Name] = ActivityOutcome.Skipped;
                    break;
            }

            waiting.RemoveAt(at);
            return true;
        }

        return false;
    }

    private static async Task<(PlannedActivity Activity, ActivityEnd End)> RunOneAsync(PlannedActivity activity, BlockContext context, CancellationToken cancellationToken) =>
        (activity, await ActivityExecution.RunAsync(activity, context, cancellationToken));
}
