using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>An activity's policy with its expressions evaluated, and Data Factory's defaults.</summary>
internal sealed record EvaluatedPolicy(int Retry, TimeSpan Interval, TimeSpan Timeout, bool SecureInput, bool SecureOutput)
{
    public static EvaluatedPolicy Default { get; } = new(0, TimeSpan.FromSeconds(30), TimeSpan.FromHours(12), false, false);

    /// <exception cref="ExpressionException">An expression cannot be evaluated.</exception>
    /// <exception cref="ActivityFailure">A value is of the wrong kind.</exception>
    public static EvaluatedPolicy Read(JsonObject? policy, ExpressionScope scope, ExpressionOptions options)
    {
        if (policy is null)
        {
            return Default;
        }

        var values = (JsonObject)ExpressionTree.Evaluate(policy, scope, options)!;
        return new EvaluatedPolicy(
            Number(values, "retry", Default.Retry),
            TimeSpan.FromSeconds(Number(values, "retryIntervalInSeconds", (int)Default.Interval.TotalSeconds)),
            TimeSpanText.Read(values["timeout"], Default.Timeout, "policy.timeout"),
            Flag(values, "secureInput"),
            Flag(values, "secureOutput"));
    }

    private static int Number(JsonObject values, string name, int otherwise) => values[name] switch
    {
        null => otherwise,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && int.TryParse(value.ToJsonString(), out var number) && number >= 0 => number,
        var other => throw new ActivityFailure("InvalidPolicy", $"'policy.{name}' is {other.ToJsonString()}: write a whole number from 0."),
    };

    private static bool Flag(JsonObject values, string name) => values[name] switch
    {
        null => false,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        var other => throw new ActivityFailure("InvalidPolicy", $"'policy.{name}' is {other.ToJsonString()}: write true or false."),
    };
}
