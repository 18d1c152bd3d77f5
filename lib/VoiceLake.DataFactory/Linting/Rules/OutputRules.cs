using System.Text.Json;
using VoiceLake.DataFactory.Expressions.Syntax;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>What expressions read of other activities' outputs, where it is known beforehand what those hold.</summary>
internal static class OutputRules
{
    private const int MostRows = 5_000;

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("output-property", "What is read of an activity's output is there.", Missing),
        new("lookup-rows", "A Lookup's rows are gone through only where something tells that none is missing: it gives 5,000 at most, and says nothing of the others.", UncountedRows, LintSeverity.Warning),
    ];

    private static IEnumerable<Mistake> Missing(LintSubject subject) =>
        from found in Uses(subject)
        let problem = ProblemOf(subject, found.Use, found.Target)
        where problem is not null
        select new Mistake(found.Expression.Place, problem.Value.Problem, problem.Value.Remedy);

    private static IEnumerable<(LintExpression Expression, ActivityUse Use, Activity Target)> Uses(LintSubject subject) =>
        from expression in subject.Expressions
        where expression.Block is not null && expression.Uses.Count > 0
        let activities = subject.ActivitiesOf(expression.Block!.Pipeline)
        from use in expression.Uses
        let target = activities.FirstOrDefault(activity => activity.Name.Equals(use.Activity, StringComparison.OrdinalIgnoreCase))
        where target is not null
        select (expression, use, target);

    private static (string Problem, string Remedy)? ProblemOf(LintSubject subject, ActivityUse use, Activity target)
    {
        if (use.Steps is [{ } step, ..] && NearestName.Find(step, ["output", "error"]) is { } near && !near.Equals(step, StringComparison.OrdinalIgnoreCase))
        {
            return ($"An activity has no '{step}'", $"write '{near}'");
        }

        return target switch
        {
            LookupActivity lookup when ReadsRows(lookup) == false && (use.IsAt("output", "value") || use.IsAt("output", "count")) =>
                ($"'{lookup.Name}' reads the first row only: its output has no '{use.Steps[1]}'", "read output.firstRow, or set firstRowOnly to false"),
            LookupActivity lookup when ReadsRows(lookup) == true && use.IsAt("output", "firstRow") =>
                ($"'{lookup.Name}' reads all rows: its output has no 'firstRow'", "read output.value, or set firstRowOnly to true"),
            GetMetadataActivity question when use.IsAt("output") && use.Steps is [_, { } field, ..] && MetadataFields.Contains(field, StringComparer.OrdinalIgnoreCase) && !AsksFor(question, field) =>
                ($"'{question.Name}' does not ask for '{field}'", $"add '{field}' to its fieldList"),
            ExecutePipelineActivity call when use.IsAt("output", "pipelineReturnValue") => ReturnProblem(subject, call, use),
            _ => null,
        };
    }

    private static readonly string[] MetadataFields = ["itemName", "itemType", "size", "created", "lastModified", "childItems", "contentMD5", "structure", "columnCount", "exists"];

    private static bool AsksFor(GetMetadataActivity question, string field) =>
        question.FieldList.Any(asked => asked.IsExpression || (asked.Json.ValueKind == JsonValueKind.String && field.Equals(asked.Json.GetString(), StringComparison.OrdinalIgnoreCase)));

    private static (string Problem, string Remedy)? ReturnProblem(LintSubject subject, ExecutePipelineActivity call, ActivityUse use)
    {
        if (call.WaitOnCompletion?.Json.ValueKind is null or JsonValueKind.False)
        {
            return ($"'{call.Name}' does not wait for '{call.Pipeline.ReferenceName}', and so has no return value", "set waitOnCompletion to true");
        }

        var called = subject.Factory.Pipelines.FirstOrDefault(pipeline => pipeline.Name.Equals(call.Pipeline.ReferenceName, StringComparison.OrdinalIgnoreCase));
        if (called is null || use.Steps is not [_, _, { } key, ..])
        {
            return null;
        }

        var keys = (from activity in called.AllActivities.OfType<SetVariableActivity>()
                    where activity.SetSystemVariable?.Json.ValueKind == JsonValueKind.True && activity.Value.Json.ValueKind == JsonValueKind.Array
                    from pair in activity.Value.Json.EnumerateArray()
                    let name = ModelJson.Find(pair, "key")
                    where name is { ValueKind: JsonValueKind.String }
                    select name.Value.GetString()!).ToList();
        return keys.Contains(key, StringComparer.OrdinalIgnoreCase)
            ? null
            : ($"'{called.Name}' returns no '{key}'", NearestName.Remedy(key, keys, "set it there with a SetVariable of pipelineReturnValue"));
    }

    private static IEnumerable<Mistake> UncountedRows(LintSubject subject)
    {
        var uses = Uses(subject).ToList();
        return from found in uses
               where found.Target is LookupActivity lookup && ReadsRows(lookup) == true
                   && found.Expression.Activity is ForEachActivity && found.Use.IsAt("output", "value") && found.Use.Steps.Count == 2
                   && !uses.Any(other => ReferenceEquals(other.Target, found.Target) && !ReferenceEquals(other.Expression.Activity, found.Expression.Activity) && Tells(other.Expression, other.Use))
               select new Mistake(
                   found.Expression.Place,
                   $"Nothing tells whether '{found.Target.Name}' found more than the {MostRows} rows that a Lookup gives",
                   $"read the rows in pages, and compare a total with activity('{found.Target.Name}').output.count or the sum over the pages");
    }

    // Whoever asks for the count, or compares what the rows say of themselves, has thought of it.
    private static bool Tells(LintExpression expression, ActivityUse use) =>
        use.IsAt("output", "count") || (use.IsAt("output", "value") && expression.Activity is IfConditionActivity or SwitchActivity or UntilActivity);

    private static bool? ReadsRows(LookupActivity lookup) => lookup.FirstRowOnly?.Json.ValueKind switch
    {
        null or JsonValueKind.True => false,
        JsonValueKind.False => true,
        _ => null,
    };
}
