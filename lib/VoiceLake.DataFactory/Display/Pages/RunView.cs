using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Display.Pages;

/// <summary>What a page shows of a run: the activities in the order of the pipeline, each with its tries.</summary>
internal sealed class RunView
{
    public RunView(PipelineRun run, Pipeline pipeline, IReadOnlyList<ActivityRun> activities)
    {
        (Run, Pipeline, All) = (run, pipeline, activities);
        Activities = [.. Ordered(pipeline.Activities, 0, activities.ToLookup(tried => tried.ActivityName, StringComparer.OrdinalIgnoreCase))];
        Start = activities.Select(tried => tried.ActivityRunStart).Append(run.RunStart).Min();
        var last = activities.Select(tried => tried.ActivityRunEnd ?? tried.ActivityRunStart).Append(run.RunEnd ?? run.LastUpdated).Max();
        Length = last > Start ? last - Start : TimeSpan.FromMilliseconds(1);
    }

    public PipelineRun Run { get; }

    public Pipeline Pipeline { get; }

    /// <summary>All tries of all activities.</summary>
    public IReadOnlyList<ActivityRun> All { get; }

    /// <summary>The activities, those inside others behind them.</summary>
    public IReadOnlyList<RunViewActivity> Activities { get; }

    public DateTimeOffset Start { get; }

    /// <summary>From the start to the last thing that is known of.</summary>
    public TimeSpan Length { get; }

    public DateTimeOffset End => Start + Length;

    public string IdOf(Activity activity) => Activities.First(own => own.Activity.Name == activity.Name).Id;

    private static IEnumerable<RunViewActivity> Ordered(IReadOnlyList<Activity> activities, int depth, ILookup<string, ActivityRun> runs)
    {
        var number = 0;
        return Walk(activities, depth);

        IEnumerable<RunViewActivity> Walk(IReadOnlyList<Activity> block, int level)
        {
            foreach (var activity in block)
            {
                yield return new RunViewActivity(++number, activity, level, [.. runs[activity.Name].OrderBy(tried => tried.ActivityRunStart)]);
                foreach (var inner in activity.Inner.SelectMany(held => Walk(held.Activities, level + 1)))
                {
                    yield return inner;
                }
            }
        }
    }
}

/// <summary>An activity and its tries by their start; those that are told in full come first to those that failed.</summary>
internal sealed class RunViewActivity
{
    /// <summary>How many tries of one activity a page tells in full.</summary>
    public const int MostShown = 100;

    private readonly HashSet<string> _shown;

    public RunViewActivity(int number, Activity activity, int depth, IReadOnlyList<ActivityRun> runs)
    {
        (Number, Activity, Depth, Runs) = (number, activity, depth, runs);
        Shown = [.. runs.OrderBy(run => run.Status is RunStatus.Failed or RunStatus.Cancelled ? 0 : 1).Take(MostShown).OrderBy(run => run.ActivityRunStart)];
        _shown = [.. Shown.Select(run => run.ActivityRunId)];
    }

    public int Number { get; }

    public string Id => $"activity-{Number}";

    public Activity Activity { get; }

    /// <summary>How many loops and branches are around it.</summary>
    public int Depth { get; }

    public IReadOnlyList<ActivityRun> Runs { get; }

    public IReadOnlyList<ActivityRun> Shown { get; }

    /// <summary>The place on the page that tells of a try: its own, or the activity's where it is one of too many.</summary>
    public string PlaceOf(ActivityRun run) => _shown.Contains(run.ActivityRunId) ? $"run-{run.ActivityRunId}" : Id;
}
