using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Execution;

namespace VoiceLake.DataFactory.Running.Control;

/// <summary>An activity that steers the pipeline, and where it stands.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Context">Where it stands.</param>
internal sealed record ControlCall(PlannedActivity Activity, BlockContext Context)
{
    public PipelineExecution Run => Context.Run;

    public TimeProvider Time => Run.Services.Options.Time;

    /// <summary>A property's value; null where it is not there.</summary>
    public JsonNode? Value(string property) => ExpressionTree.Evaluate(Activity.TypeProperties[property], Context.Scope, Run.ExpressionOptions);

    /// <exception cref="ActivityFailure">The value is of another kind.</exception>
    public bool Flag(string property, bool otherwise) => Value(property) switch
    {
        null => otherwise,
        var value => AsFlag(value, property),
    };

    /// <exception cref="ActivityFailure">The value is of another kind.</exception>
    public string Text(string property) => Value(property) is JsonValue value && value.GetValueKind() == JsonValueKind.String
        ? value.GetValue<string>()
        : throw Wrong(property, Value(property), "a text: convert it with string()");

    /// <exception cref="ActivityFailure">The value is of another kind, or out of range.</exception>
    public int Number(string property, int otherwise, int least, int most) => Value(property) switch
    {
        null => otherwise,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && int.TryParse(value.ToJsonString(), out var number) && number >= least && number <= most => number,
        var other => throw Wrong(property, other, $"a whole number from {least} to {most}"),
    };

    /// <exception cref="ActivityFailure">The value is of another kind.</exception>
    public JsonArray List(string property) => Value(property) as JsonArray ?? throw Wrong(property, Value(property), "a list");

    public bool AsFlag(JsonNode? value, string property) => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False
        ? value.GetValue<bool>()
        : throw Wrong(property, value, "true or false: compare it with equals(), or convert it with bool()");

    private ActivityFailure Wrong(string property, JsonNode? value, string wanted)
    {
        var text = Run.Mask.Apply(value?.ToJsonString() ?? "null");
        return new ActivityFailure("InvalidValue", $"'{property}' is {(text.Length <= 200 ? text : text[..200] + "…")}, and must be {wanted}.");
    }
}
