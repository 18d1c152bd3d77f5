using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>The variables of one run: every activity sees and sets the same, rounds of a parallel loop too, as in Azure.</summary>
internal sealed class RunVariables
{
    private readonly ConcurrentDictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types;
    private readonly Lock _lock = new();

    public RunVariables(Pipeline pipeline)
    {
        var variables = pipeline.Variables;
        _types = variables.ToDictionary(pair => pair.Key, pair => pair.Value.Type);
        foreach (var (name, variable) in variables)
        {
            _values[name] = variable.DefaultValue is { } value ? JsonSerializer.SerializeToNode(value.Json) : Initial(variable.Type);
        }
    }

    public IReadOnlyDictionary<string, JsonNode?> Values => _values;

    public void Set(string name, JsonNode? value)
    {
        var type = TypeOf(name);
        _values[name] = Fits(type, value) ? value?.DeepClone() : throw Unfit(name, type, value);
    }

    public void Append(string name, JsonNode? value)
    {
        var type = TypeOf(name);
        if (type != VariableType.Array)
        {
            throw new ActivityFailure("VariableType", $"The variable '{name}' is of type {type}: only one of type {VariableType.Array} can be appended to.");
        }

        // A new list each time, so that an expression that is being evaluated keeps the one it began with.
        lock (_lock)
        {
            var list = (JsonArray?)_values[name]?.DeepClone() ?? [];
            list.Add(value?.DeepClone());
            _values[name] = list;
        }
    }

    private string TypeOf(string name) => _types.TryGetValue(name, out var type)
        ? type
        : throw new ActivityFailure("UnknownVariable", $"The pipeline has no variable '{name}': declare it, or set one of {string.Join(", ", _types.Keys.Order(StringComparer.Ordinal))}.");

    private static bool Fits(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        (_, null or JsonValueKind.Null) => type == VariableType.Text,
        (VariableType.Text, JsonValueKind.String) => true,
        (VariableType.Boolean or "Bool", JsonValueKind.True or JsonValueKind.False) => true,
        (VariableType.Integer or "Int", JsonValueKind.Number) => value!.AsValue().TryGetValue<long>(out _) || value.AsValue().TryGetValue<int>(out _),
        (VariableType.Array, JsonValueKind.Array) => true,
        _ => false,
    };

    private static JsonNode? Initial(string type) => type switch
    {
        VariableType.Text => "",
        VariableType.Boolean or "Bool" => false,
        VariableType.Integer or "Int" => 0,
        VariableType.Array => new JsonArray(),
        _ => null,
    };

    private static ActivityFailure Unfit(string name, string type, JsonNode? value) =>
        new("VariableType", $"The variable '{name}' is of type {type} and cannot take a value of kind {value?.GetValueKind().ToString() ?? "null"}: convert it, for instance with string() or int().");
}
