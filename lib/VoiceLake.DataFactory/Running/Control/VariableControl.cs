using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Execution;

namespace VoiceLake.DataFactory.Running.Control;

/// <summary>SetVariable and AppendVariable.</summary>
internal static class VariableControl
{
    private const string ReturnValue = "pipelineReturnValue";

    /// <summary>Whether what ran set the pipeline's return value.</summary>
    public static bool IsReturn(ActivityRun run) =>
        run is { ActivityType: "SetVariable", Output: { ValueKind: JsonValueKind.Object } output } && output.TryGetProperty("name", out var name) && name.GetString() == ReturnValue;

    public static ActivityTry Set(ControlCall call)
    {
        var name = call.Text("variableName");
        if (call.Flag("setSystemVariable", otherwise: false))
        {
            return SetReturnValue(call, name);
        }

        var value = call.Value("value");
        return new ActivityTry(Pair("variableName", name, value), _ =>
        {
            call.Run.Variables.Set(name, value);
            return Task.FromResult<JsonObject?>(Pair("name", name, value));
        });
    }

    public static ActivityTry Append(ControlCall call)
    {
        var (name, value) = (call.Text("variableName"), call.Value("value"));
        return new ActivityTry(Pair("variableName", name, value), _ =>
        {
            call.Run.Variables.Append(name, value);
            return Task.FromResult<JsonObject?>(Pair("name", name, value));
        });
    }

    private static ActivityTry SetReturnValue(ControlCall call, string name)
    {
        if (name != ReturnValue)
        {
            throw new ActivityFailure("UnknownVariable", $"'{name}' is no system variable: the only one that can be set is {ReturnValue}.");
        }

        var returned = new JsonObject();
        foreach (var pair in call.Activity.TypeProperties["value"] as JsonArray ?? throw new ActivityFailure("InvalidValue", $"'value' must be a list of {{ key, value }} to set {ReturnValue}."))
        {
            returned[pair?["key"]?.GetValue<string>() ?? throw new ActivityFailure("InvalidValue", "Each part of 'value' needs a 'key'.")] = Typed(pair["value"], call);
        }

        return new ActivityTry(Pair("variableName", name, returned), _ =>
        {
            call.Run.Live.ReturnValue = JsonSerializer.SerializeToElement(returned);
            return Task.FromResult<JsonObject?>(Pair("name", name, returned));
        });
    }

    /// <summary>A value with its type beside it, the form that only the return value has.</summary>
    private static JsonNode? Typed(JsonNode? value, ControlCall call)
    {
        var content = value?["content"];
        return value?["type"]?.GetValue<string>() switch
        {
            "Expression" => Expression.Parse(content?.GetValue<string>() ?? "").Evaluate(call.Context.Scope, call.Run.ExpressionOptions),
            "Array" => new JsonArray([.. (content as JsonArray ?? []).Select(item => Typed(item, call))]),
            "Object" => new JsonObject((content as JsonArray ?? []).Select(pair => KeyValuePair.Create(pair!["key"]!.GetValue<string>(), Typed(pair["value"], call)))),
            "String" or "Int" or "Float" or "Boolean" => content?.DeepClone(),
            "Null" => null,
            var type => throw new ActivityFailure("InvalidValue", $"'{type}' is no type of a return value: write Expression, String, Int, Float, Boolean, Array, Object or Null."),
        };
    }

    private static JsonObject Pair(string key, string name, JsonNode? value) => new() { [key] = name, ["value"] = value?.DeepClone() };
}
