using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>References between resources.</summary>
internal static class ReferenceRules
{
    private static readonly string[] Types = [nameof(DatasetReference), nameof(LinkedServiceReference), nameof(PipelineReference), "TriggerReference", "IntegrationRuntimeReference", "DataFlowReference", "CredentialReference"];

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("unknown-dataset", "A dataset that is named is there.", subject => Unknown(subject, nameof(DatasetReference), FactoryResourceKind.Dataset)),
        new("unknown-linked-service", "A linked service that is named is there.", subject => Unknown(subject, nameof(LinkedServiceReference), FactoryResourceKind.LinkedService)),
        new("unknown-pipeline", "A pipeline that is named is there.", subject => Unknown(subject, nameof(PipelineReference), FactoryResourceKind.Pipeline)),
        new("reference-type", "A reference says of which kind it is.", WrongTypes),
        new("pipeline-cycle", "No pipeline calls itself, not through others either.", PipelineCycles),
    ];

    private static IEnumerable<Mistake> Unknown(LintSubject subject, string type, FactoryResourceKind kind)
    {
        var names = subject.Factory.Resources.Where(resource => resource.Kind == kind).Select(resource => resource.Name)
            .Concat(subject.Unreadable.Where(file => file.Kind == kind).Select(file => file.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return from reference in subject.References
               where reference.Type == type && !names.Contains(reference.Name)
               select new Mistake(
                   reference.Node.Place.Child("referenceName"),
                   $"There is no {Words(kind)} '{reference.Name}'",
                   names.Count == 0 ? $"add {FactoryFolder.FolderOf(kind)}/{reference.Name}.json" : $"add {FactoryFolder.FolderOf(kind)}/{reference.Name}.json, or name one of {string.Join(", ", names.Order(StringComparer.Ordinal))}");
    }

    private static IEnumerable<Mistake> WrongTypes(LintSubject subject) =>
        from reference in subject.References
        where !Types.Contains(reference.Type)
        select new Mistake(reference.Node.Place.Child("type"), $"'{reference.Type}' is no kind of reference", $"write one of {string.Join(", ", Types)}");

    private static IEnumerable<Mistake> PipelineCycles(LintSubject subject)
    {
        var calls = subject.Factory.Pipelines
            .GroupBy(pipeline => pipeline.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.First().AllActivities.OfType<ExecutePipelineActivity>().ToList(), StringComparer.OrdinalIgnoreCase);
        return from pipeline in subject.Factory.Pipelines
               from call in calls[pipeline.Name]
               where Graph.Reaches(call.Pipeline.ReferenceName, pipeline.Name, name => calls.GetValueOrDefault(name, []).Select(next => next.Pipeline.ReferenceName))
               select new Mistake(call.Place, $"'{call.Pipeline.ReferenceName}' calls '{pipeline.Name}' again, itself or through others", "break the circle: repeat with an Until instead");
    }

    private static string Words(FactoryResourceKind kind) => kind == FactoryResourceKind.LinkedService ? "linked service" : kind.ToString().ToLowerInvariant();
}
