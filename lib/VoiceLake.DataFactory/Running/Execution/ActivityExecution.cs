using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Control;
using VoiceLake.DataFactory.Running.History;
using VoiceLake.DataFactory.Telemetry;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>Runs one activity: its tries, its time-out, its records.</summary>
internal static class ActivityExecution
{
    public static async Task<ActivityEnd> RunAsync(PlannedActivity activity, BlockContext context, CancellationToken cancellationToken)
    {
        var end = context.Parent is null && context.Run.Recovery?.Done.GetValueOrDefault(activity.Name) is { } done
            ? await TakeOverAsync(done, context)
            : Inactive(activity) ?? await RunTriesAsync(activity, context, cancellationToken);
        context.Results.Add(activity.Name, end.ToNode());
        return end;
    }

    public static async Task SkipAsync(PlannedActivity activity, BlockContext context)
    {
        context.Results.Add(activity.Name, ActivityEnd.Skipped.ToNode());
        await new ActivityRecord(activity, context, null).EndAsync(ActivityEnd.Skipped, EvaluatedPolicy.Default);
    }

    private static async Task<ActivityEnd> RunTriesAsync(PlannedActivity activity, BlockContext context, CancellationToken cancellationToken)
    {
        EvaluatedPolicy policy;
        ActivityTry attempt;
        try
        {
            policy = EvaluatedPolicy.Read(activity.Policy, context.Scope, context.Run.ExpressionOptions);
            attempt = ActivityTry.Prepare(activity, context);
        }
#pragma warning disable CA1031 // A property of the wrong kind is this activity's failure too: the others go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // What cannot be evaluated now cannot be a second later either: no retries.
            var record = new ActivityRecord(activity, context, null);
            var failure = record.Hide(await FactoryTelemetry.TryAsync(activity, context, 0, () => Task.FromResult(Failure(e, activity))), EvaluatedPolicy.Default) with { RunId = record.Id };
            await record.EndAsync(failure, EvaluatedPolicy.Default);
            return failure;
        }

        for (var number = 0; ; number++)
        {
            var record = new ActivityRecord(activity, context, number == 0 ? null : number) { Input = attempt.Input };
            record.Begin(policy);
            var end = record.Hide(await FactoryTelemetry.TryAsync(activity, context, number, () => TryOnceAsync(activity, attempt, policy, context, cancellationToken)), policy) with { RunId = record.Id };
            await record.EndAsync(end, policy);
            if (end.Status != RunStatus.Failed || number >= policy.Retry)
            {
                return end;
            }

            try
            {
                var options = context.Run.Services.Options;
                await Task.Delay(options.MaxRetryInterval is { } most && most < policy.Interval ? most : policy.Interval, options.Time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return ActivityEnd.Cancelled;
            }
        }
    }

    private static async Task<ActivityEnd> TryOnceAsync(PlannedActivity activity, ActivityTry attempt, EvaluatedPolicy policy, BlockContext context, CancellationToken cancellationToken)
    {
        using var limit = activity.Policy is null ? null : new CancellationTokenSource(policy.Timeout, context.Run.Services.Options.Time);
        using var both = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var output = await attempt.RunAsync(both?.Token ?? cancellationToken);
            return new ActivityEnd(RunStatus.Succeeded, output, ActivityError.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ActivityEnd.Cancelled;
        }
        catch (OperationCanceledException e) when (limit is { IsCancellationRequested: true })
        {
            return Failure(new ActivityFailure("Timeout", $"It did not end within its time-out of {policy.Timeout}: give it more, or look at what it waits for.", inner: e), activity);
        }
#pragma warning disable CA1031 // Whatever an activity's work throws is that activity's failure, on record, and the pipeline decides what follows.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Failure(e, activity);
        }
    }

    private static ActivityEnd Failure(Exception e, PlannedActivity activity) => e switch
    {
        ActivityFailure failure => new ActivityEnd(
            RunStatus.Failed, failure.Output, new ActivityError(failure.ErrorCode, failure.Message, failure.IsSystemError ? "SystemError" : "UserError", activity.Name)),
        ExpressionException => new ActivityEnd(RunStatus.Failed, null, new ActivityError("InvalidTemplate", e.Message, "UserError", activity.Name)),
        _ => new ActivityEnd(RunStatus.Failed, null, new ActivityError(e.GetType().Name, e.Message, "SystemError", activity.Name)),
    };

    public static bool IsInactive(Activity activity) => activity.Json.TryGetProperty("state", out var state) && state.GetString() == "Inactive";

    private static ActivityEnd? Inactive(PlannedActivity activity)
    {
        var json = activity.Activity.Json;
        if (!IsInactive(activity.Activity))
        {
            return null;
        }

        return (json.TryGetProperty("onInactiveMarkAs", out var mark) ? mark.GetString() : null) switch
        {
            "Failed" => new ActivityEnd(RunStatus.Failed, null, new ActivityError("Inactive", "It is switched off and marked as failed.", "UserError", activity.Name)),
            "Skipped" => ActivityEnd.Skipped,
            _ => new ActivityEnd(RunStatus.Succeeded, [], ActivityError.None),
        };
    }

    private static async Task<ActivityEnd> TakeOverAsync(StoredActivity done, BlockContext context)
    {
        var run = done.Run with { PipelineRunId = context.Run.Run.RunId };
        foreach (var (name, value) in done.Variables ?? [])
        {
            context.Run.Variables.Set(name, value);
        }

        if (run.Output is { } returned && VariableControl.IsReturn(run))
        {
            context.Run.Live.ReturnValue = returned.GetProperty("value");
        }

        await context.Run.Journal.EndAsync(done with { Run = run });
        return new ActivityEnd(RunStatus.Succeeded, run.Output is { } output ? JsonObject.Create(output) : null, ActivityError.None, run.ActivityRunId);
    }
}
