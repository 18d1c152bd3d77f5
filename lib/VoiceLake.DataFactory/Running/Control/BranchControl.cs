using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Execution;

namespace VoiceLake.DataFactory.Running.Control;

/// <summary>IfCondition and Switch.</summary>
internal static class BranchControl
{
    public static ActivityTry If(ControlCall call)
    {
        var holds = call.AsFlag(call.Value("expression"), "expression");
        return Branch(call, new JsonObject { ["expression"] = holds }, holds ? "ifTrueActivities" : "ifFalseActivities");
    }

    public static ActivityTry Switch(ControlCall call)
    {
        var on = call.Text("on");
        var found = (call.Activity.TypeProperties["cases"] as JsonArray ?? []).Any(branch => branch?["value"]?.GetValue<string>() == on);
        return Branch(call, new JsonObject { ["on"] = on }, found ? $"cases '{on}'" : "defaultActivities");
    }

    private static ActivityTry Branch(ControlCall call, JsonObject input, string block) => new(input, async cancellationToken =>
    {
        await InnerBlock.RunAsync(call.Activity.Block(block), call.Context.Inside(call.Activity.Name), cancellationToken);
        return [];
    });
}

/// <summary>The activities inside another.</summary>
internal static class InnerBlock
{
    /// <exception cref="ActivityFailure">One of them failed, and none made good for it.</exception>
    /// <exception cref="OperationCanceledException">They were stopped.</exception>
    public static async Task RunAsync(PlannedBlock block, BlockContext context, CancellationToken cancellationToken)
    {
        var end = await BlockExecution.RunAsync(block, context, cancellationToken);
        if (end.Status == RunStatus.Cancelled)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        if (end.Status == RunStatus.Failed)
        {
            throw Failure(end);
        }
    }

    public static ActivityFailure Failure(ActivityEnd end, string where = "") =>
        new("ActionFailed", $"Activity failed because an inner activity failed; Inner activity name: {end.Error.Target}{where}, Error: {end.Error.Message}");
}
