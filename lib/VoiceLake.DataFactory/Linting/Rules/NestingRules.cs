using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>What may stand in what.</summary>
internal static class NestingRules
{
    private const string Remedy = "move it into a pipeline of its own and call that with ExecutePipeline";

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("nested-loop", "No ForEach or Until stands inside a ForEach or Until.", NestedLoops),
        new("nested-branch", "No loop and no branch stands inside an IfCondition or Switch.", NestedBranches),
        new("empty-loop", "A ForEach or Until holds activities.", EmptyLoops),
    ];

    private static IEnumerable<Mistake> NestedLoops(LintSubject subject) =>
        from found in subject.Activities
        let loop = found.Block.Holders.FirstOrDefault(IsLoop)
        where loop is not null && IsLoop(found.Activity)
        select new Mistake(found.Activity.Place, $"The {found.Activity.Type} '{found.Activity.Name}' stands inside the {loop.Type} '{loop.Name}'", Remedy);

    private static IEnumerable<Mistake> NestedBranches(LintSubject subject) =>
        from found in subject.Activities
        let branch = found.Block.Holder
        where branch is not null && IsBranch(branch) && (IsBranch(found.Activity) || IsLoop(found.Activity))
        select new Mistake(found.Activity.Place, $"The {found.Activity.Type} '{found.Activity.Name}' stands inside the {branch.Type} '{branch.Name}'", Remedy);

    private static IEnumerable<Mistake> EmptyLoops(LintSubject subject) =>
        from found in subject.Activities
        where IsLoop(found.Activity) && found.Activity.Inner.All(block => block.Activities.Count == 0)
        select new Mistake(found.Activity.Place.Child("typeProperties").Child("activities"), $"'{found.Activity.Name}' does nothing", "give it an activity");

    private static bool IsLoop(Activity activity) => activity is LoopActivity;

    private static bool IsBranch(Activity activity) => activity is IfConditionActivity or SwitchActivity;
}
