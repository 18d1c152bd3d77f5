using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Execution;

namespace VoiceLake.DataFactory.Running.Control;

/// <summary>Wait, Fail and Filter.</summary>
internal static class SimpleControl
{
    public static ActivityTry Wait(ControlCall call)
    {
        var seconds = call.Number("waitTimeInSeconds", otherwise: 0, least: 0, most: int.MaxValue);
        return new ActivityTry(
            new JsonObject { ["waitTimeInSeconds"] = seconds },
            async cancellationToken =>
            {
                if (seconds > 0)
                {
                    await Task.Delay(TimeSpan.FromSeconds(seconds), call.Time, cancellationToken);
                }

                return [];
            });
    }

    public static ActivityTry Fail(ControlCall call)
    {
        var (message, code) = (call.Text("message"), call.Text("errorCode"));
        return new ActivityTry(new JsonObject { ["message"] = message, ["errorCode"] = code }, _ => throw new ActivityFailure(code, message));
    }

    public static ActivityTry Filter(ControlCall call)
    {
        var items = call.List("items");
        return new ActivityTry(
            new JsonObject { ["itemsCount"] = items.Count },
            _ =>
            {
                var kept = items.Where(item => Holds(call, item)).Select(item => item?.DeepClone()).ToArray();
                return Task.FromResult<JsonObject?>(new JsonObject { ["ItemsCount"] = items.Count, ["FilteredItemsCount"] = kept.Length, ["Value"] = new JsonArray(kept) });
            });
    }

    private static bool Holds(ControlCall call, JsonNode? item) => call.AsFlag(
        ExpressionTree.Evaluate(call.Activity.TypeProperties["condition"], call.Context.Scope.WithItem(item), call.Run.ExpressionOptions), "condition");
}
