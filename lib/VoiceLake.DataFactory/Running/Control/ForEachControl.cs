using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Execution;

namespace VoiceLake.DataFactory.Running.Control;

/// <summary>ForEach: every item is gone through, whatever happens to the others; one that failed makes the whole fail at the end.</summary>
internal static class ForEachControl
{
    public const int MostItems = 100_000;
    private const int DefaultBatch = 20;
    private const int MostBatch = 50;

    public static ActivityTry Run(ControlCall call)
    {
        if (call.Context.Loop is { } loop)
        {
            throw new ActivityFailure("NestedLoop", $"A ForEach cannot stand inside '{loop}': put it into a pipeline of its own and call that with ExecutePipeline.");
        }

        var items = call.List("items");
        if (items.Count > MostItems)
        {
            throw new ActivityFailure("TooManyItems", $"There are {items.Count} items, and a ForEach takes {MostItems} at most: split them into pages.");
        }

        var sequential = call.Flag("isSequential", otherwise: false);
        var batch = call.Number("batchCount", DefaultBatch, 1, MostBatch);
        var input = new JsonObject { ["itemsCount"] = items.Count, ["isSequential"] = sequential, ["batchCount"] = sequential ? 1 : batch };
        return new ActivityTry(input, cancellationToken => RunAllAsync(call, items, sequential ? 1 : batch, cancellationToken));
    }

    private static async Task<JsonObject?> RunAllAsync(ControlCall call, JsonArray items, int batch, CancellationToken cancellationToken)
    {
        var block = call.Activity.Block("activities");
        var next = -1;
        var failed = 0;
        var gate = new Lock();
        (int Item, ActivityEnd End)? first = null;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(batch, items.Count)).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        cancellationToken.ThrowIfCancellationRequested();
        var output = new JsonObject { ["itemsCount"] = items.Count, ["failedCount"] = failed };
        return first is not { } cause
            ? output
            : throw new ActivityFailure("ActionFailed", $"{InnerBlock.Failure(cause.End, $" (item {cause.Item})").Message}{(failed > 1 ? $" ({failed} of {items.Count} items failed)" : "")}", output);

        async Task WorkAsync()
        {
            while (!cancellationToken.IsCancellationRequested && Interlocked.Increment(ref next) is var at && at < items.Count)
            {
                var end = await BlockExecution.RunAsync(block, call.Context.Round(call.Activity.Name, at).WithItem(items[at]), cancellationToken);
                if (end.Status == RunStatus.Failed)
                {
                    lock (gate)
                    {
                        failed++;
                        first = first is { } known && known.Item < at ? known : (at, end);
                    }
                }
            }
        }
    }
}
