using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Running;

/// <summary>What becomes of an activity, and of a whole run, from how others ended: Data Factory's rules for dependencies and leaves.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public static class RunOrder
{
    /// <summary>Whether an activity may start.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="ended">How those that have ended did so, by name.</param>
    /// <returns>
    /// True when each entry of its dependencies is met, by one of the entry's conditions; false when all have ended and one is not met: it
    /// is skipped; null while one of them has not ended.
    /// </returns>
    public static bool? MayStart(Activity activity, IReadOnlyDictionary<string, ActivityOutcome> ended)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(ended);
        return MayStart(activity.DependsOn, ended);
    }

    internal static bool? MayStart(IReadOnlyList<ActivityDependency> dependencies, IReadOnlyDictionary<string, ActivityOutcome> ended) =>
        dependencies.Count == 0 ? true
        : dependencies.All(entry => ended.ContainsKey(entry.Activity)) ? dependencies.All(entry => entry.Conditions.Any(condition => IsMet(condition, ended[entry.Activity])))
        : null;

    /// <summary>How a run ended: it succeeded when every leaf did, an activity that no other waits for; for a skipped one those it waited for are asked.</summary>
    /// <param name="activities">The activities of the pipeline, or of one block inside it.</param>
    /// <param name="ended">How each of them ended, by name.</param>
    /// <returns><see cref="ActivityOutcome.Succeeded"/> or <see cref="ActivityOutcome.Failed"/>.</returns>
    /// <exception cref="ArgumentException">An activity has not ended.</exception>
    public static ActivityOutcome OutcomeOf(IReadOnlyList<Activity> activities, IReadOnlyDictionary<string, ActivityOutcome> ended)
    {
        ArgumentNullException.ThrowIfNull(activities);
        ArgumentNullException.ThrowIfNull(ended);
        if (activities.FirstOrDefault(activity => !ended.ContainsKey(activity.Name)) is { } open)
        {
            throw new ArgumentException($"'{open.Name}' has not ended: a run is judged when all its activities have.", nameof(ended));
        }

        var awaited = activities.SelectMany(activity => activity.DependsOn).Select(entry => entry.Activity).ToHashSet();
        var byName = activities.ToDictionary(activity => activity.Name);
        var asked = new HashSet<string>();
        var waiting = new Stack<Activity>(activities.Where(activity => !awaited.Contains(activity.Name)));
        while (waiting.TryPop(out var activity))
        {
            if (!asked.Add(activity.Name))
            {
                continue;
            }

            switch (ended[activity.Name])
            {
                case ActivityOutcome.Failed:
                    return ActivityOutcome.Failed;
                case ActivityOutcome.Skipped:
                    foreach (var entry in activity.DependsOn)
                    {
                        waiting.Push(byName[entry.Activity]);
                    }

                    break;
            }
        }

        return ActivityOutcome.Succeeded;
    }

    private static bool IsMet(string condition, ActivityOutcome outcome) => condition switch
    {
        nameof(DependencyCondition.Completed) => outcome is ActivityOutcome.Succeeded or ActivityOutcome.Failed,
        _ => condition == outcome.ToString(),
    };
}
