using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>What an expression asks its surroundings for: the run, activities, variables, the item, parameters.</summary>
internal static class ScopeFunctions
{
    public static IEnumerable<ExpressionFunction> All { get; } =
    [
        new("pipeline", 0, 0, call => call.Scope.Pipeline ?? throw Absent(call, "a pipeline")),
        new("dataset", 0, 0, call => call.Scope.Dataset ?? throw Absent(call, "a dataset")),
        new("linkedService", 0, 0, call => call.Scope.LinkedService ?? throw Absent(call, "a linked service")),
        new("trigger", 0, 0, call => call.Scope.Trigger ?? throw Absent(call, "a trigger, in a run that one started")),
        new("item", 0, 0, call => call.Scope.HasItem ? call.Scope.Item : throw Absent(call, "a ForEach or a Filter")),
        new("activity", 1, 1, call => Find(
            call, call.Scope.Activities, name => $"The activity '{name}' has not run; let this one depend on it, and check the name.")),
        new("variables", 1, 1, call => Find(call, call.Scope.Variables, name => $"The pipeline has no variable '{name}'; declare it.")),
    ];

    private static JsonNode? Find(FunctionCall call, IReadOnlyDictionary<string, JsonNode?> values, Func<string, string> problem)
    {
        var name = call.Text(0);
        if (values.TryGetValue(name, out var value))
        {
            return value;
        }

        var other = values.Where(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Take(1).ToArray();
        if (other.Length > 0)
        {
            return other[0].Value;
        }

        var names = values.Count == 0 ? "none" : string.Join(", ", values.Keys.Order(StringComparer.Ordinal).Take(20));
        throw call.ErrorAt(0, $"{problem(name)} There are: {names}.");
    }

    private static ExpressionException Absent(FunctionCall call, string place) => call.Error($"'{call.Name}()' has a value only inside {place}.");
}
