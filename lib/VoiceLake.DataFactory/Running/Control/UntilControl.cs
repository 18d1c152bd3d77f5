using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Execution;

namespace VoiceLake.DataFactory.Running.Control;

/// <summary>Until: rounds go on until the condition holds, after a failure inside too; how the last round ended is how it ends.</summary>
internal static class UntilControl
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(90);

    public static ActivityTry Run(ControlCall call)
    {
        if (call.Context.Loop is { } loop)
        {
            throw new ActivityFailure("NestedLoop", $"An Until cannot stand inside '{loop}': put it into a pipeline of its own and call that with ExecutePipeline.");
        }

        var timeout = Timeouts.Read(call.Value("timeout"), DefaultTimeout, "timeout");
        return timeout > LongestTimeout
            ? throw new ActivityFailure("InvalidTimeout", $"'timeout' is {timeout}: an Until takes 90 days at most.")
            : new ActivityTry(new JsonObject { ["timeout"] = timeout.ToString() }, cancellationToken => RunRoundsAsync(call, timeout, cancellationToken));
    }

    private static async Task<JsonObject?> RunRoundsAsync(ControlCall call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // A timer holds 49 days at most; the clock knows the rest.
        var start = call.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(timeout < TimeSpan.FromDays(49) ? timeout : TimeSpan.FromDays(49), call.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        for (var round = 0; ; round++)
        {
            var context = call.Context.Round(call.Activity.Name, round);
            var end = await BlockExecution.RunAsync(call.Activity.Block("activities"), context, both.Token);
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested || call.Time.GetElapsedTime(start) >= timeout)
            {
                throw new ActivityFailure("Timeout", $"Its condition did not hold within {timeout}, after {round + 1} rounds: give it more time, or look at why.");
            }

            if (Holds(call, context))
            {
                return end.Status == RunStatus.Failed ? throw InnerBlock.Failure(end) : new JsonObject { ["iterations"] = round + 1 };
            }

            // A block of quick activities must not keep others from being asked to stop.
            await Task.Yield();
        }
    }

    /// <summary>Whether it is enough; the condition may ask for what the round's activities gave.</summary>
    private static bool Holds(ControlCall call, BlockContext context) => call.AsFlag(
        ExpressionTree.Evaluate(call.Activity.TypeProperties["expression"], context.Scope, call.Run.ExpressionOptions), "expression");
}
