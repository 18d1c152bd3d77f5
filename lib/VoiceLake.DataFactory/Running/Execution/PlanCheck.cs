namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>Whether the activities of a block can be brought into an order; the linter says more about it.</summary>
internal static class PlanCheck
{
    /// <exception cref="RunRequestException">A name stands twice, an activity waits for one that is not there, or for itself.</exception>
    public static void Check(string pipeline, PlannedBlock block)
    {
        var names = new HashSet<string>();
        var started = new HashSet<string>();
        foreach (var activity in block.Activities)
        {
            if (!names.Add(activity.Name))
            {
                throw Mistake(pipeline, $"two activities are called '{activity.Name}'");
            }
        }

        foreach (var (activity, entry) in block.Activities.SelectMany(activity => activity.DependsOn.Select(entry => (activity, entry))))
        {
            if (!names.Contains(entry.Activity))
            {
                throw Mistake(pipeline, $"'{activity.Name}' waits for '{entry.Activity}', which does not stand beside it");
            }
        }

        while (started.Count < names.Count)
        {
            var next = block.Activities.Where(activity => !started.Contains(activity.Name) && activity.DependsOn.All(entry => started.Contains(entry.Activity))).ToList();
            if (next.Count == 0)
            {
                throw Mistake(pipeline, $"the activities {string.Join(", ", names.Except(started).Select(name => $"'{name}'"))} wait for each other");
            }

            started.UnionWith(next.Select(activity => activity.Name));
        }

        foreach (var inner in block.Activities.SelectMany(activity => activity.Blocks))
        {
            Check(pipeline, inner);
        }
    }

    private static RunRequestException Mistake(string pipeline, string problem) =>
        new($"The pipeline '{pipeline}' cannot be run: {problem}. Correct it there; 'voicelake factory lint' names every such place.");
}
