using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>What expressions ask their surroundings for: the item, parameters, system variables.</summary>
internal static class ScopeRules
{
    private static readonly string[] SystemVariables =
    [
        "DataFactory", "Pipeline", "RunId", "TriggerType", "TriggerId", "TriggerName", "TriggerTime", "GroupId", "TriggeredByPipelineName", "TriggeredByPipelineRunId",
        "parameters", "globalParameters",
    ];

    private static readonly string[] TriggerVariables = ["scheduledTime", "startTime", "outputs"];

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("item-outside-loop", "item() is used inside a ForEach, or in the condition of a Filter.", ItemsOutside),
        new("function-out-of-place", "Pipelines ask pipeline(), activity(), variables() and item(); datasets dataset(), linked services linkedService(), triggers trigger().", OutOfPlace),
        new("unknown-parameter", "A parameter that an expression reads is declared.", UnknownParameters),
        new("unknown-system-variable", "pipeline() and trigger() are asked for what Data Factory documents.", UnknownSystemVariables),
    ];

    private static IEnumerable<Mistake> ItemsOutside(LintSubject subject) =>
        from expression in subject.Expressions
        where expression.Activity is not null && expression.Names(ExpressionReferenceKind.Item).Any()
            && !expression.Block!.Holders.Any(holder => holder is ForEachActivity)
            && !(expression.Activity is FilterActivity && expression.IsUnder("condition"))
        select new Mistake(expression.Place, $"'{expression.Activity!.Name}' uses item() outside of a loop", "move it into a ForEach, or read what is meant from an activity");

    private static IEnumerable<Mistake> OutOfPlace(LintSubject subject) =>
        from expression in subject.Expressions
        from kind in expression.References.Select(reference => reference.Kind).Distinct()
        where !Belongs(kind, expression.Resource.Kind)
        select new Mistake(
            expression.Place,
            $"'{expression.Text}' asks for something that a {Words(expression.Resource.Kind)} does not know ({kind})",
            expression.Resource.Kind is FactoryResourceKind.Dataset or FactoryResourceKind.LinkedService ? "give it a parameter, and pass the value where it is named" : "take it from a parameter");

    private static bool Belongs(ExpressionReferenceKind asked, FactoryResourceKind place) => place switch
    {
        FactoryResourceKind.Dataset => asked is ExpressionReferenceKind.DatasetParameter,
        FactoryResourceKind.LinkedService => asked is ExpressionReferenceKind.LinkedServiceParameter,
        FactoryResourceKind.Trigger => asked is ExpressionReferenceKind.Trigger,
        _ => asked is not (ExpressionReferenceKind.DatasetParameter or ExpressionReferenceKind.LinkedServiceParameter or ExpressionReferenceKind.Trigger),
    };

    private static IEnumerable<Mistake> UnknownParameters(LintSubject subject) =>
        from expression in subject.Expressions
        from reference in expression.References
        where reference.Name is not null && Belongs(reference.Kind, expression.Resource.Kind)
        let declared = Declared(subject, expression.Resource, reference.Kind)
        where declared is not null && !declared.Contains(reference.Name, StringComparer.OrdinalIgnoreCase)
        select new Mistake(expression.Place, $"'{(reference.Kind == ExpressionReferenceKind.GlobalParameter ? "The factory" : expression.Resource.Name)}' declares no parameter '{reference.Name}'", NearestName.Remedy(reference.Name!, declared, "declare it"));

    private static IReadOnlyCollection<string>? Declared(LintSubject subject, FactoryResource resource, ExpressionReferenceKind kind) => (kind, resource) switch
    {
        (ExpressionReferenceKind.PipelineParameter, Pipeline pipeline) => [.. pipeline.Parameters.Keys],
        (ExpressionReferenceKind.DatasetParameter, Dataset dataset) => [.. dataset.Parameters.Keys],
        (ExpressionReferenceKind.LinkedServiceParameter, LinkedService service) => [.. service.Parameters.Keys],
        (ExpressionReferenceKind.GlobalParameter, _) when subject.Factory.Factory is { } factory => [.. factory.GlobalParameters.Keys],
        _ => null,
    };

    private static IEnumerable<Mistake> UnknownSystemVariables(LintSubject subject) =>
        from expression in subject.Expressions
        from reference in expression.References
        let known = reference.Kind switch
        {
            ExpressionReferenceKind.Pipeline => SystemVariables,
            ExpressionReferenceKind.Trigger => TriggerVariables,
            _ => null,
        }
        where known is not null && reference.Name is not null && !known.Contains(reference.Name, StringComparer.OrdinalIgnoreCase)
        select new Mistake(
            expression.Place,
            $"There is no {(reference.Kind == ExpressionReferenceKind.Pipeline ? "pipeline()" : "trigger()")}.{reference.Name}",
            expression.Resource is Pipeline pipeline && pipeline.Parameters.ContainsKey(reference.Name!) ? $"write pipeline().parameters.{reference.Name}" : NearestName.Remedy(reference.Name!, known!, ""));

    private static string Words(FactoryResourceKind kind) => kind == FactoryResourceKind.LinkedService ? "linked service" : kind.ToString().ToLowerInvariant();
}
