using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.History;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>What a rerun takes over from the run before it.</summary>
/// <param name="Run">That run.</param>
/// <param name="Done">The activities of the pipeline itself that are not run again, by name.</param>
internal sealed record Recovery(StoredRun Run, IReadOnlyDictionary<string, StoredActivity> Done)
{
    /// <exception cref="RunRequestException">There is no such run, it has not ended, or it was another pipeline's.</exception>
    public static async Task<Recovery> ReadAsync(RunHistory history, string runId, RunRequest request, Pipeline pipeline, CancellationToken cancellationToken)
    {
        var run = await history.FindStoredAsync(runId, cancellationToken)
            ?? throw new RunRequestException($"There is no run '{runId}' to run again: list them with 'voicelake factory runs'.");
        if (!run.Run.HasEnded)
        {
            throw new RunRequestException($"The run '{runId}' has not ended: cancel it, or wait for it, before it is run again.");
        }

        if (!run.Run.PipelineName.Equals(pipeline.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new RunRequestException($"The run '{runId}' was of the pipeline '{run.Run.PipelineName}', not of '{pipeline.Name}': run that one again.");
        }

        var done = new Dictionary<string, StoredActivity>();
        var settled = new HashSet<string>();
        if (request.FromFailure || request.StartActivity is not null)
        {
            await foreach (var stored in history.StoredActivitiesAsync(runId, cancellationToken))
            {
                if (stored is { Hidden: null, Run: { ParentActivity: null, Status: RunStatus.Succeeded } })
                {
                    done[stored.Run.ActivityName] = stored;
                }
                else if (stored.Run is { ParentActivity: null, Status: RunStatus.Skipped })
                {
                    settled.Add(stored.Run.ActivityName);
                }
            }

            settled.UnionWith(done.Keys);
            settled.UnionWith(pipeline.Activities.Where(ActivityExecution.IsInactive).Select(activity => activity.Name));
            if (request.StartActivity is { } first)
            {
                settled.ExceptWith(Anew(pipeline, first));
            }
        }

        // One whose work hung on something that is now done anew is done anew too; what was skipped will be again where all it waited for stays.
        var activities = pipeline.Activities;
        while (activities.FirstOrDefault(activity => settled.Contains(activity.Name) && activity.DependsOn.Any(entry => !settled.Contains(entry.Activity))) is { } stale)
        {
            settled.Remove(stale.Name);
        }

        return new Recovery(run, done.Where(pair => settled.Contains(pair.Key)).ToDictionary());
    }

    /// <summary>The activity and all that wait for it, directly or not.</summary>
    private static HashSet<string> Anew(Pipeline pipeline, string first)
    {
        var activities = pipeline.Activities;
        if (activities.All(activity => activity.Name != first))
        {
            throw new RunRequestException($"'{pipeline.Name}' has no activity '{first}' to start from: name one of {string.Join(", ", activities.Select(activity => $"'{activity.Name}'"))}.");
        }

        HashSet<string> anew = [first];
        while (activities.Where(activity => activity.DependsOn.Any(entry => anew.Contains(entry.Activity))).Any(activity => anew.Add(activity.Name)))
        {
        }

        return anew;
    }
}
