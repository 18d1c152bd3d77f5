using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>Activities that expressions name with <c>activity('…')</c>.</summary>
internal static class ActivityReferenceRules
{
    private enum Sight
    {
        Clear,
        Unknown,
        NotAwaited,
        ElsewhereInside,
    }

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("unknown-activity-reference", "activity('…') names an activity of the same pipeline.", subject => Mistakes(subject, Sight.Unknown, (name, found) => new(
            found.Place, $"The pipeline has no activity '{name}'", NearestName.Remedy(name, [.. subject.ActivitiesOf(found.Block!.Pipeline).Select(activity => activity.Name)], "add it")))),
        new("activity-in-other-block", "activity('…') names an activity beside, or beside a loop or branch around; nothing inside another loop or branch.", subject => Mistakes(subject, Sight.ElsewhereInside, (name, found) => new(
            found.Place, $"'{name}' stands inside another loop or branch than '{found.Activity!.Name}'", "keep what is needed in a variable there, and read that"))),
        new("activity-not-awaited", "Who reads another activity waits for it, itself or through others.", subject => Mistakes(subject, Sight.NotAwaited, (name, found) => new(
            found.Place, $"'{found.Activity!.Name}' reads '{name}' and does not wait for it", $"let it, or the loop or branch around it, depend on '{name}'"))),
    ];

    private static IEnumerable<Mistake> Mistakes(LintSubject subject, Sight sight, Func<string, LintExpression, Mistake> tell) =>
        from expression in subject.Expressions
        where expression.Block is not null
        from name in expression.Names(ExpressionReferenceKind.Activity).OfType<string>().Distinct()
        where SightOf(subject, name, expression) == sight
        select tell(name, expression);

    private static Sight SightOf(LintSubject subject, string name, LintExpression expression)
    {
        // An Until asks its question when its activities have ended.
        if (expression.Activity is UntilActivity loop && expression.IsUnder("expression") && loop.Activities.Any(activity => IsNamed(activity, name)))
        {
            return Sight.Clear;
        }

        foreach (var (block, reader) in expression.Block!.Around(expression.Activity!))
        {
            if (block.Find(name) is { } found)
            {
                var isAwaited = found.Name != reader.Name && Graph.Reaches(reader.Name, found.Name, other => block.Find(other)?.DependsOn.Select(dependency => dependency.Activity) ?? []);
                return isAwaited ? Sight.Clear : Sight.NotAwaited;
            }
        }

        return subject.ActivitiesOf(expression.Block.Pipeline).Any(activity => IsNamed(activity, name)) ? Sight.ElsewhereInside : Sight.Unknown;
    }

    private static bool IsNamed(Activity activity, string name) => activity.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
