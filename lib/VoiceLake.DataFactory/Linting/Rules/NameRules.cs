using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>Names: their form, and that each stands for one thing.</summary>
internal static class NameRules
{
    private const int LongestActivityName = 55;
    private const string Forbidden = ".+?/<>*%&:\\";

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("duplicate-activity", "Every activity of a pipeline has a name of its own, those inside loops and branches too.", DuplicateActivities),
        new("duplicate-resource", "Resources of one kind differ in more than upper and lower case.", DuplicateResources),
        new("activity-name", "An activity's name has 1 to 55 characters, begins with a letter, digit or _, and holds none of . + ? / < > * % & : \\.", ActivityNames),
    ];

    private static IEnumerable<Mistake> DuplicateActivities(LintSubject subject) =>
        from pipeline in subject.Factory.Pipelines
        from same in pipeline.AllActivities.GroupBy(activity => activity.Name, StringComparer.OrdinalIgnoreCase)
        from activity in same.Skip(1)
        select new Mistake(activity.Place.Child("name"), $"'{activity.Name}' is the name of another activity too", "give each a name of its own");

    private static IEnumerable<Mistake> DuplicateResources(LintSubject subject) =>
        from same in subject.Factory.Resources.GroupBy(resource => (resource.Kind, Name: resource.Name.ToUpperInvariant()))
        from resource in same.Skip(1)
        select new Mistake(resource.Place.Child("name"), $"'{resource.Name}' differs from '{same.First().Name}' in case at most", "Data Factory knows no case in names: rename one");

    private static IEnumerable<Mistake> ActivityNames(LintSubject subject) =>
        from found in subject.Activities
        let name = found.Activity.Name
        where name.Length is 0 or > LongestActivityName || !(char.IsLetterOrDigit(name[0]) || name[0] == '_') || name.Any(letter => Forbidden.Contains(letter))
        select new Mistake(found.Activity.Place.Child("name"), $"'{name}' is no name of an activity", $"use up to {LongestActivityName} letters, digits, spaces, _ and -, a letter first");
}
