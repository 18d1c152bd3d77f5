using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>What nothing uses.</summary>
internal static class UsageRules
{
    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("unused-dataset", "Every dataset is named by an activity.", subject => Unused(subject, nameof(DatasetReference), FactoryResourceKind.Dataset), LintSeverity.Warning),
        new("unused-linked-service", "Every linked service is named.", subject => Unused(subject, nameof(LinkedServiceReference), FactoryResourceKind.LinkedService), LintSeverity.Warning),
        new("unused-parameter", "Every parameter is read by an expression.", UnusedParameters, LintSeverity.Warning),
    ];

    private static IEnumerable<Mistake> Unused(LintSubject subject, string type, FactoryResourceKind kind)
    {
        if (subject.Unreadable.Count > 0)
        {
            return [];
        }

        var named = subject.References.Where(reference => reference.Type == type).Select(reference => reference.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return from resource in subject.Factory.Resources
               where resource.Kind == kind && !named.Contains(resource.Name)
               select new Mistake(resource.Place, $"Nothing names '{resource.Name}'", "delete the file, or use it");
    }

    private static IEnumerable<Mistake> UnusedParameters(LintSubject subject) =>
        from resource in subject.Factory.Resources
        let declared = Parameters(resource)
        where declared.Parameters.Count > 0
        let own = subject.Expressions.Where(expression => ReferenceEquals(expression.Resource, resource)).ToList()
        where own.All(expression => expression.Problem is null)
        let read = own.SelectMany(expression => expression.Names(declared.Kind)).ToHashSet(StringComparer.OrdinalIgnoreCase)
        from parameter in declared.Parameters
        where !read.Contains(parameter.Key) && !read.Contains(null)
        select new Mistake(parameter.Value.Place, $"No expression reads the parameter '{parameter.Key}'", "delete it, or use it");

    private static (IReadOnlyDictionary<string, ParameterSpecification> Parameters, ExpressionReferenceKind Kind) Parameters(FactoryResource resource) => resource switch
    {
        Pipeline pipeline => (pipeline.Parameters, ExpressionReferenceKind.PipelineParameter),
        Dataset dataset => (dataset.Parameters, ExpressionReferenceKind.DatasetParameter),
        LinkedService service => (service.Parameters, ExpressionReferenceKind.LinkedServiceParameter),
        _ => (new Dictionary<string, ParameterSpecification>(), default),
    };
}
