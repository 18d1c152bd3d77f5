using System.Text.Json;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>Variables: declared, set, read.</summary>
internal static class VariableRules
{
    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("unknown-variable", "A variable that is set or read is declared.", subject => [.. UnknownSet(subject), .. UnknownRead(subject)]),
        new("append-type", "A variable that is appended to is an Array.", WrongAppends),
        new("set-variable-self-reference", "A SetVariable does not read the variable that it sets.", SelfReferences),
        new("unused-variable", "Every variable is read by an expression.", Unused, LintSeverity.Warning),
        new("parallel-variable", "No variable is set inside a ForEach whose items go at once: they would overwrite each other.", Races, LintSeverity.Warning),
    ];

    private static IEnumerable<(VariableActivity Activity, LintBlock Block)> Setters(LintSubject subject) =>
        from found in subject.Activities
        let setter = found.Activity as VariableActivity
        where setter is not null && (setter as SetVariableActivity)?.SetSystemVariable?.Json.ValueKind != JsonValueKind.True
        select (setter, found.Block);

    private static IEnumerable<Mistake> UnknownSet(LintSubject subject) =>
        from found in Setters(subject)
        where Declared(found.Block.Pipeline, found.Activity.VariableName) is null
        select Unknown(found.Activity.Place.Child("typeProperties").Child("variableName"), found.Block.Pipeline, found.Activity.VariableName);

    private static IEnumerable<Mistake> UnknownRead(LintSubject subject) =>
        from expression in subject.Expressions
        let pipeline = expression.Resource as Pipeline
        where pipeline is not null
        from name in expression.Names(ExpressionReferenceKind.Variable).OfType<string>().Distinct()
        where Declared(pipeline, name) is null
        select Unknown(expression.Place, pipeline, name);

    private static Mistake Unknown(JsonPlace place, Pipeline pipeline, string name) =>
        new(place, $"The pipeline declares no variable '{name}'", NearestName.Remedy(name, [.. pipeline.Variables.Keys], "declare it under variables"));

    private static IEnumerable<Mistake> WrongAppends(LintSubject subject) =>
        from found in Setters(subject)
        where found.Activity is AppendVariableActivity
        let variable = Declared(found.Block.Pipeline, found.Activity.VariableName)
        where variable is not null && !variable.Type.Equals(VariableType.Array, StringComparison.OrdinalIgnoreCase)
        select new Mistake(found.Activity.Place.Child("typeProperties").Child("variableName"), $"The variable '{found.Activity.VariableName}' is a {variable.Type}, to which nothing can be appended", "make it an Array");

    private static IEnumerable<Mistake> SelfReferences(LintSubject subject) =>
        from expression in subject.Expressions
        let setter = expression.Activity as SetVariableActivity
        where setter is not null && expression.Names(ExpressionReferenceKind.Variable).Contains(setter.VariableName, StringComparer.OrdinalIgnoreCase)
        select new Mistake(expression.Place, $"'{setter.Name}' reads '{setter.VariableName}', the variable that it sets", "compute the value in another variable first, then set this one from that");

    private static IEnumerable<Mistake> Unused(LintSubject subject) =>
        from pipeline in subject.Factory.Pipelines
        let own = subject.Expressions.Where(expression => ReferenceEquals(expression.Resource, pipeline)).ToList()
        where own.All(expression => expression.Problem is null)
        let read = own.SelectMany(expression => expression.Names(ExpressionReferenceKind.Variable)).ToHashSet(StringComparer.OrdinalIgnoreCase)
        from variable in pipeline.Variables
        where !read.Contains(variable.Key) && !read.Contains(null)
        select new Mistake(variable.Value.Place, $"No expression reads the variable '{variable.Key}'", "delete it, or use it");

    private static IEnumerable<Mistake> Races(LintSubject subject) =>
        from found in Setters(subject)
        where found.Activity is SetVariableActivity
        let loop = found.Block.Holders.OfType<ForEachActivity>().FirstOrDefault()
        where loop is not null && loop.IsSequential?.Json.ValueKind != JsonValueKind.True
        select new Mistake(found.Activity.Place, $"'{found.Activity.Name}' sets a variable while other items of '{loop.Name}' do", "set isSequential to true, or move it into a pipeline of its own");

    private static ParameterSpecification? Declared(Pipeline pipeline, string name) =>
        pipeline.Variables.FirstOrDefault(variable => variable.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
