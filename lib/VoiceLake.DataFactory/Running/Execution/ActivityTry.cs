using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Control;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>What an activity will do, all of its expressions evaluated: it can be done once or, after a failure, again.</summary>
/// <param name="Input">What its record shows as given to it.</param>
/// <param name="RunAsync">Does it once.</param>
internal sealed record ActivityTry(JsonObject Input, Func<CancellationToken, Task<JsonObject?>> RunAsync)
{
    /// <exception cref="ExpressionException">An expression cannot be evaluated.</exception>
    /// <exception cref="ActivityFailure">The activity's type is not run here, or what it asks for makes no sense.</exception>
    public static ActivityTry Prepare(PlannedActivity activity, BlockContext context)
    {
        if (ControlActivities.Find(activity.Type) is { } control)
        {
            return control(new ControlCall(activity, context));
        }

        var work = ActivityWorks.Find(activity.Type)
            ?? throw new ActivityFailure("UnsupportedActivity", $"Activities of type '{activity.Type}' are not run here: run it in Azure, or replace it by one of {string.Join(", ", ControlActivities.Types.Concat(ActivityWorks.Types).Order(StringComparer.Ordinal))}.");
        var input = Evaluate(activity, context);
        var call = new ActivityCall(activity.Activity, input, context.Scope, context.Run.Request.Factory, context.Run.Services);
        return new ActivityTry(input, async cancellationToken => await work.RunAsync(call, cancellationToken));
    }

    private static JsonObject Evaluate(PlannedActivity activity, BlockContext context)
    {
        var options = context.Run.ExpressionOptions;
        var input = (JsonObject)ExpressionTree.Evaluate(activity.TypeProperties, context.Scope, options)!;
        foreach (var name in (ReadOnlySpan<string>)["inputs", "outputs"])
        {
            if (activity.Activity.Json.TryGetProperty(name, out var references))
            {
                input[name] = ExpressionTree.Evaluate(JsonArray.Create(references), context.Scope, options);
            }
        }

        return input;
    }
}
