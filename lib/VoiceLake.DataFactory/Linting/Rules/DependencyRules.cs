using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>The order of activities.</summary>
internal static class DependencyRules
{
    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("unknown-dependency", "An activity waits only for activities beside it, inside the same loop or branch.", Unknown),
        new("dependency-condition", "A dependency has conditions, each Succeeded, Failed, Skipped or Completed.", Conditions),
        new("dependency-cycle", "No activity waits for itself, not through others either.", Cycles),
        new("duplicate-dependency", "An activity waits for another once, with all conditions in one entry.", Duplicates),
    ];

    private static IEnumerable<Mistake> Unknown(LintSubject subject) =>
        from found in subject.Activities
        from dependency in found.Activity.DependsOn
        where !found.Block.Activities.Any(other => other.Name == dependency.Activity)
        let elsewhere = found.Block.Pipeline.AllActivities.Any(other => other.Name == dependency.Activity)
        select new Mistake(
            dependency.Place.Child("activity"),
            elsewhere ? $"'{dependency.Activity}' does not stand beside '{found.Activity.Name}'" : $"There is no activity '{dependency.Activity}'",
            elsewhere ? "wait for the loop or branch that holds it" : "name one that stands beside it, in the same upper and lower case");

    private static IEnumerable<Mistake> Conditions(LintSubject subject)
    {
        var known = Enum.GetNames<DependencyCondition>();
        foreach (var dependency in subject.Activities.SelectMany(found => found.Activity.DependsOn))
        {
            var place = dependency.Place.Child("dependencyConditions");
            var conditions = dependency.Conditions;
            if (conditions.Count == 0)
            {
                yield return new Mistake(place, "There is no condition", $"write one or more of {string.Join(", ", known)}");
            }

            for (var i = 0; i < conditions.Count; i++)
            {
                if (!known.Contains(conditions[i]))
                {
                    yield return new Mistake(place.Item(i), $"'{conditions[i]}' is no condition", $"write one of {string.Join(", ", known)}");
                }
            }
        }
    }

    private static IEnumerable<Mistake> Cycles(LintSubject subject) =>
        from found in subject.Activities
        from dependency in found.Activity.DependsOn
        where Graph.Reaches(dependency.Activity, found.Activity.Name, name => found.Block.Activities.Where(other => other.Name == name).SelectMany(other => other.DependsOn).Select(next => next.Activity))
        select new Mistake(dependency.Place.Child("activity"), $"'{found.Activity.Name}' and '{dependency.Activity}' wait for each other", "take one of the dependencies away");

    private static IEnumerable<Mistake> Duplicates(LintSubject subject) =>
        from found in subject.Activities
        from same in found.Activity.DependsOn.GroupBy(dependency => dependency.Activity)
        from dependency in same.Skip(1)
        select new Mistake(dependency.Place, $"'{dependency.Activity}' is waited for twice", "write the conditions into one entry, where one of them is enough");
}
