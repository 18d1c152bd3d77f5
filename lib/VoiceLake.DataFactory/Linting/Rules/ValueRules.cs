using System.Reflection;
using System.Text.Json;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>Values that must be of a type or stand in a list.</summary>
internal static class ValueRules
{
    private static readonly string[] ParameterTypes = ["string", "int", "float", "bool", "array", "object", "secureString"];
    private static readonly string[] VariableTypes = ["String", "Integer", "Boolean", "Bool", "Array"];
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH"];
    private static readonly string[] Frequencies = ["Minute", "Hour", "Day", "Week", "Month"];
    private static readonly string[] Formats = ["Binary", "Json", "DelimitedText", "Parquet", "Avro", "Orc", "Xml", "Excel"];

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("value-type", "A boolean or a number is written without quotes.", WrongTypes),
        new("parameter-type", "A parameter is a string, int, float, bool, array, object or secureString.", subject => Specifications(subject, ParameterTypes, "parameter", pipeline => pipeline.Parameters)),
        new("variable-type", "A variable is a String, Integer, Boolean or Array.", subject => Specifications(subject, VariableTypes, "variable", pipeline => pipeline.Variables)),
        new("http-method", "A WebActivity's method is GET, POST, PUT, DELETE or PATCH.", WrongMethods),
        new("trigger-frequency", "A schedule's frequency is Minute, Hour, Day, Week or Month.", WrongFrequencies),
        new("format-mismatch", "A source or sink is of the format of its dataset.", WrongFormats),
        new("wait-on-completion", "A call says whether it is waited for: Data Factory's default is not to wait.", UnsaidWaits, LintSeverity.Warning),
    ];

    private static IEnumerable<Mistake> WrongTypes(LintSubject subject)
    {
        foreach (var part in subject.Activities.SelectMany(found => new ModelPart?[] { found.Activity, (found.Activity as ExecutionActivity)?.Policy }).OfType<ModelPart>())
        {
            foreach (var property in part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                var (json, place, wanted, fits) = property.GetValue(part) switch
                {
                    Dynamic<bool> { IsExpression: false } value => (value.Json, value.Place, "boolean", value.Json.ValueKind is JsonValueKind.True or JsonValueKind.False),
                    Dynamic<int> { IsExpression: false } value => (value.Json, value.Place, "whole number", value.Json.ValueKind == JsonValueKind.Number && value.Json.TryGetInt32(out _)),
                    _ => (default, null, "", true),
                };
                if (!fits)
                {
                    yield return new Mistake(place!, $"{json.GetRawText()} is no {wanted}", "write one without quotes, or an expression");
                }
            }
        }
    }

    private static IEnumerable<Mistake> Specifications(LintSubject subject, string[] types, string what, Func<Pipeline, IReadOnlyDictionary<string, ParameterSpecification>> specifications) =>
        from specification in subject.Factory.Pipelines.SelectMany(pipeline => specifications(pipeline).Values)
        where !types.Contains(specification.Type, StringComparer.OrdinalIgnoreCase)
        select new Mistake(specification.Place.Child("type"), $"'{specification.Type}' is no type of a {what}", $"write one of {string.Join(", ", types)}");

    private static IEnumerable<Mistake> WrongMethods(LintSubject subject) =>
        from call in subject.Activities.Select(found => found.Activity).OfType<WebActivity>()
        where !call.Method.IsExpression && !(call.Method.Json.ValueKind == JsonValueKind.String && Methods.Contains(call.Method.Json.GetString(), StringComparer.OrdinalIgnoreCase))
        select new Mistake(call.Place.Child("typeProperties").Child("method"), $"{call.Method} is no method", $"write one of {string.Join(", ", Methods)}");

    private static IEnumerable<Mistake> WrongFrequencies(LintSubject subject) =>
        from trigger in subject.Factory.Triggers.OfType<ScheduleTrigger>()
        where !Frequencies.Contains(trigger.Frequency)
        select new Mistake(trigger.Place.Child("properties").Child("typeProperties").Child("recurrence").Child("frequency"), $"'{trigger.Frequency}' is no frequency", $"write one of {string.Join(", ", Frequencies)}");

    private static IEnumerable<Mistake> WrongFormats(LintSubject subject)
    {
        var formats = subject.Factory.Datasets.GroupBy(dataset => dataset.Name).ToDictionary(same => same.Key, same => same.First().Type);
        foreach (var (activity, _) in subject.Activities)
        {
            var ends = activity switch
            {
                LookupActivity lookup => [(lookup.Source.Type, "Source", lookup.Source.Place, lookup.Dataset)],
                CopyActivity { Inputs: [var input], Outputs: [var output] } copy =>
                    [(copy.Source.Type, "Source", copy.Source.Place, input), (copy.Sink.Type, "Sink", copy.Sink.Place, output)],
                _ => Array.Empty<(string Type, string End, JsonPlace Place, DatasetReference Dataset)>(),
            };
            foreach (var (type, end, place, dataset) in ends)
            {
                if (formats.TryGetValue(dataset.ReferenceName, out var format) && Formats.Contains(format) && type != format + end)
                {
                    yield return new Mistake(place.Child("type"), $"'{type}' does not go with the dataset '{dataset.ReferenceName}', which is {format}", $"write {format}{end}, or name another dataset");
                }
            }
        }
    }

    private static IEnumerable<Mistake> UnsaidWaits(LintSubject subject) =>
        from call in subject.Activities.Select(found => found.Activity).OfType<ExecutePipelineActivity>()
        where call.WaitOnCompletion is null
        select new Mistake(call.Place.Child("typeProperties"), $"'{call.Name}' does not say whether it waits for '{call.Pipeline.ReferenceName}'", "write waitOnCompletion: without it, the call succeeds before the pipeline has begun");
}
