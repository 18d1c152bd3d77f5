using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>An activity's policy with its expressions evaluated, and Data Factory's defaults.</summary>
internal sealed record EvaluatedPolicy(int Retry, TimeSpan Interval, TimeSpan Timeout, bool SecureInput, bool SecureOutput)
{
    private const int LongestInterval = 86_400;
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(7);

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
            Number(values, "retry", Default.Retry, int.MaxValue),
            TimeSpan.FromSeconds(Number(values, "retryIntervalInSeconds", (int)Default.Interval.TotalSeconds, LongestInterval)),
            Timeouts.Read(values["timeout"], Default.Timeout, "policy.timeout") is var timeout && timeout <= LongestTimeout
                ? timeout
                : throw new ActivityFailure("InvalidPolicy", $"'policy.timeout' is {timeout}: an activity takes 7 days at most."),
            Flag(values, "secureInput"),
            Flag(values, "secureOutput"));
    }

    private static int Number(JsonObject values, string name, int otherwise, int most) => values[name] switch
    {
        null => otherwise,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && int.TryParse(value.ToJsonString(), out var number) && number >= 0 && number <= most => number,
        var other => throw new ActivityFailure("InvalidPolicy", $"'policy.{name}' is {other.ToJsonString()}: write a whole number from 0{(most < int.MaxValue ? $" to {most}" : "")}."),
    };

    private static bool Flag(JsonObject values, string name) => values[name] switch
    {
        null => false,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        var other => throw new ActivityFailure("InvalidPolicy", $"'policy.{name}' is {other.ToJsonString()}: write true or false."),
    };
}
