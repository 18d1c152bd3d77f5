using System.Text.Json;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>Parameters that are passed, against those that are declared.</summary>
internal static class ParameterRules
{
    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("missing-parameter", "A parameter without a default value is given one by whoever names the resource.", Missing),
        new("undeclared-parameter", "A value is passed only for a parameter that is declared.", Undeclared),
        new("parameter-value", "A plain value that is passed is of the parameter's type.", WrongValues),
    ];

    private static IEnumerable<Mistake> Missing(LintSubject subject) =>
        from pass in Passes(subject)
        from declared in pass.Declared
        where declared.Value.DefaultValue is null && !pass.Passed.Keys.Contains(declared.Key, StringComparer.OrdinalIgnoreCase)
        select new Mistake(pass.Place, $"'{pass.Name}' wants a value for '{declared.Key}'", "pass one, or give the parameter a defaultValue");

    private static IEnumerable<Mistake> Undeclared(LintSubject subject) =>
        from pass in Passes(subject)
        from name in pass.Passed.Keys
        where !pass.Declared.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)
        select new Mistake(pass.Place.Child("parameters").Child(name), $"'{pass.Name}' declares no parameter '{name}'", pass.Declared.Count == 0 ? "it declares none: take it away" : $"it declares {string.Join(", ", pass.Declared.Keys)}");

    private static IEnumerable<Mistake> WrongValues(LintSubject subject) =>
        from pass in Passes(subject)
        from passed in pass.Passed
        where !passed.Value.IsExpression && pass.Declared.TryGetValue(passed.Key, out var declared) && !Fits(passed.Value.Json, declared.Type)
        select new Mistake(pass.Place.Child("parameters").Child(passed.Key), $"{passed.Value.Json.GetRawText()} is no value of type {pass.Declared[passed.Key].Type}", "pass a value of that type, or an expression");

    private static bool Fits(JsonElement json, string type) => type.ToUpperInvariant() switch
    {
        "STRING" => json.ValueKind == JsonValueKind.String,
        "INT" or "FLOAT" => json.ValueKind == JsonValueKind.Number,
        "BOOL" => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "ARRAY" => json.ValueKind == JsonValueKind.Array,
        "OBJECT" => json.ValueKind == JsonValueKind.Object,
        _ => true,
    };

    private static IEnumerable<Pass> Passes(LintSubject subject)
    {
        var datasets = Declarations(subject.Factory.Datasets, dataset => dataset.Parameters);
        var services = Declarations(subject.Factory.LinkedServices, service => service.Parameters);
        var pipelines = Declarations(subject.Factory.Pipelines, pipeline => pipeline.Parameters);
        var references =
            from reference in subject.References
            let declared = reference.Type switch
            {
                nameof(DatasetReference) => datasets.GetValueOrDefault(reference.Name),
                nameof(LinkedServiceReference) => services.GetValueOrDefault(reference.Name),
                _ => null,
            }
            where declared is not null
            select new Pass(reference.Node.Place, reference.Name, Values(reference.Node.Json), declared);
        var calls =
            from call in subject.Activities.Select(found => found.Activity).OfType<ExecutePipelineActivity>()
            where pipelines.ContainsKey(call.Pipeline.ReferenceName)
            select new Pass(call.Place.Child("typeProperties"), call.Pipeline.ReferenceName, call.Parameters, pipelines[call.Pipeline.ReferenceName]);
        var starts =
            from start in subject.Factory.Triggers.SelectMany(trigger => trigger.Pipelines)
            where pipelines.ContainsKey(start.Pipeline.ReferenceName)
            select new Pass(start.Place, start.Pipeline.ReferenceName, start.Parameters, pipelines[start.Pipeline.ReferenceName]);
        return [.. references, .. calls, .. starts];
    }

    private static Dictionary<string, IReadOnlyDictionary<string, ParameterSpecification>> Declarations<T>(IEnumerable<T> resources, Func<T, IReadOnlyDictionary<string, ParameterSpecification>> parameters)
        where T : FactoryResource
    {
        var declarations = new Dictionary<string, IReadOnlyDictionary<string, ParameterSpecification>>(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in resources)
        {
            declarations[resource.Name] = parameters(resource);
        }

        return declarations;
    }

    private static Dictionary<string, Dynamic> Values(JsonElement reference) =>
        ModelJson.Find(reference, "parameters") is { ValueKind: JsonValueKind.Object } values
            ? values.EnumerateObject().ToDictionary(value => value.Name, value => new Dynamic(value.Value))
            : [];

    private sealed record Pass(JsonPlace Place, string Name, IReadOnlyDictionary<string, Dynamic> Passed, IReadOnlyDictionary<string, ParameterSpecification> Declared);
}
