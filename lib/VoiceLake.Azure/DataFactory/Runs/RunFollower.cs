using System.Runtime.CompilerServices;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.Azure.DataFactory.Runs;

/// <summary>Asks for a run again and again, and tells what is new.</summary>
internal static class RunFollower
{
    public static async IAsyncEnumerable<RunProgress> FollowAsync(FactoryClient client, string runId, FactoryClientOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var begun = new HashSet<string>();
        var ended = new HashSet<string>();
        RunStatus? told = null;
        while (true)
        {
            // The run first: of one that has ended, the activities that are asked for after it are all there.
            var run = await client.GetRunAsync(runId, cancellationToken);
            var activities = await client.QueryActivitiesAsync(runId, cancellationToken).ToListAsync(cancellationToken);
            var progress = new RunProgress(
                run,
                [.. activities.Where(activity => begun.Add(activity.ActivityRunId))],
                [.. activities.Where(activity => activity.HasEnded && ended.Add(activity.ActivityRunId))]);
            if (run.Status != told || progress.Begun.Count > 0 || progress.Ended.Count > 0)
            {
                yield return progress;
            }

            if (run.HasEnded)
            {
                yield break;
            }

            told = run.Status;
            await Task.Delay(options.PollInterval, options.Time, cancellationToken);
        }
    }
}
