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
        new("parallel-variable", "No variable is set inside a ForEach whose items go at once: they would overwrite each other.", ParallelVariables),
    ];

    private static IEnumerable<Mistake> NestedLoops(LintSubject subject) =>
        from found in subject.Activities
        let loop = found.Block.Holders.LastOrDefault(IsLoop)
        where loop is not null && IsLoop(found.Activity)
        select new Mistake(found.Activity.Place, $"The {found.Activity.Type} '{found.Activity.Name}' stands inside the {loop.Type} '{loop.Name}'", Remedy);

    private static IEnumerable<Mistake> NestedBranches(LintSubject subject) =>
        from found in subject.Activities
        where found.Block.Holders.Count > 0 && IsBranch(found.Block.Holders[^1]) && (IsBranch(found.Activity) || IsLoop(found.Activity))
        let branch = found.Block.Holders[^1]
        select new Mistake(found.Activity.Place, $"The {found.Activity.Type} '{found.Activity.Name}' stands inside the {branch.Type} '{branch.Name}'", Remedy);

    private static IEnumerable<Mistake> EmptyLoops(LintSubject subject) =>
        from found in subject.Activities
        where IsLoop(found.Activity) && found.Activity.Inner.All(block => block.Activities.Count == 0)
        select new Mistake(found.Activity.Place.Child("typeProperties").Child("activities"), $"'{found.Activity.Name}' does nothing", "give it an activity");

    private static IEnumerable<Mistake> ParallelVariables(LintSubject subject) =>
        from found in subject.Activities
        where found.Activity is SetVariableActivity
        let loop = found.Block.Holders.OfType<ForEachActivity>().FirstOrDefault()
        where loop is not null && loop.IsSequential?.Json.ValueKind != System.Text.Json.JsonValueKind.True
        select new Mistake(found.Activity.Place, $"'{found.Activity.Name}' sets a variable while other items of '{loop.Name}' do", "set isSequential to true, or move it into a pipeline of its own");

    private static bool IsLoop(Activity activity) => activity is LoopActivity;

    private static bool IsBranch(Activity activity) => activity is IfConditionActivity or SwitchActivity;
}
