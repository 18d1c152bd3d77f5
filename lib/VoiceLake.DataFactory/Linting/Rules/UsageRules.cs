using System.Text.Json;
using System.Text.RegularExpressions;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>What is declared and used, and what is used without being declared.</summary>
internal static class UsageRules
{
    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("unused-dataset", "Every dataset is named by an activity.", subject => Unused(subject, nameof(DatasetReference), FactoryResourceKind.Dataset)),
        new("unused-linked-service", "Every linked service is named.", subject => Unused(subject, nameof(LinkedServiceReference), FactoryResourceKind.LinkedService)),
        new("unused-parameter", "Every parameter is read by an expression.", UnusedParameters),
        new("unused-variable", "Every variable is read by an expression.", UnusedVariables),
        new("unknown-variable", "A variable that is set is declared, and one that is appended to is an Array.", UnknownVariables),
    ];

    private static IEnumerable<Mistake> Unused(LintSubject subject, string type, FactoryResourceKind kind)
    {
        var named = subject.References.Where(reference => reference.Type == type).Select(reference => reference.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return from resource in subject.Factory.Resources
               where resource.Kind == kind && !named.Contains(resource.Name)
               select new Mistake(resource.Place, $"Nothing names '{resource.Name}'", "delete the file, or use it");
    }

    private static IEnumerable<Mistake> UnusedParameters(LintSubject subject) =>
        from found in subject.Factory.Resources.SelectMany(resource => Parameters(resource).Select(parameter => (Resource: resource, Parameter: parameter)))
        where !Reads(found.Resource, $@"parameters(\.|\?\.|\??\[')({Name(found)})\b", found.Resource.Kind == FactoryResourceKind.Pipeline)
            && !Reads(found.Resource, $@"(dataset|linkedService)\(\)(\.|\?\.|\??\[')({Name(found)})\b", found.Resource.Kind != FactoryResourceKind.Pipeline)
        select new Mistake(found.Parameter.Value.Place, $"No expression reads the parameter '{found.Parameter.Key}'", "delete it, or use it");

    private static IEnumerable<Mistake> UnusedVariables(LintSubject subject) =>
        from pipeline in subject.Factory.Pipelines
        from variable in pipeline.Variables
        where !Reads(pipeline, $@"variables\(\s*'{Regex.Escape(variable.Key)}'\s*\)", true)
        select new Mistake(variable.Value.Place, $"No expression reads the variable '{variable.Key}'", "delete it, or use it");

    private static IEnumerable<Mistake> UnknownVariables(LintSubject subject)
    {
        foreach (var (activity, block) in subject.Activities)
        {
            var (name, append) = activity switch
            {
                SetVariableActivity set when set.SetSystemVariable?.Json.ValueKind != JsonValueKind.True => (set.VariableName, false),
                AppendVariableActivity added => (added.VariableName, true),
                _ => (null, false),
            };
            if (name is null)
            {
                continue;
            }

            var place = activity.Place.Child("typeProperties").Child("variableName");
            if (!block.Pipeline.Variables.TryGetValue(name, out var variable))
            {
                yield return new Mistake(place, $"The pipeline declares no variable '{name}'", "declare it under variables");
            }
            else if (append && !variable.Type.Equals(VariableType.Array, StringComparison.OrdinalIgnoreCase))
            {
                yield return new Mistake(place, $"The variable '{name}' is a {variable.Type}, to which nothing can be appended", "make it an Array");
            }
        }
    }

    private static IReadOnlyDictionary<string, ParameterSpecification> Parameters(FactoryResource resource) => resource switch
    {
        Pipeline pipeline => pipeline.Parameters,
        Dataset dataset => dataset.Parameters,
        LinkedService service => service.Parameters,
        _ => new Dictionary<string, ParameterSpecification>(),
    };

    private static string Name((FactoryResource Resource, KeyValuePair<string, ParameterSpecification> Parameter) found) => Regex.Escape(found.Parameter.Key);

    private static bool Reads(FactoryResource resource, string pattern, bool applies) =>
        applies && Texts(resource.Json).Any(text => Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };
}
