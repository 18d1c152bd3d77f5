using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.History;
using VoiceLake.DataFactory.Telemetry;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>One run of one pipeline, from its turn to its last record.</summary>
internal sealed class PipelineExecution(
    FactoryRunner runner,
    RunRequest request,
    Pipeline pipeline,
    RunParameters parameters,
    Recovery? recovery,
    RunServices services,
    LiveRun live,
    RunJournal journal)
{
    public FactoryRunner Runner => runner;

    public RunRequest Request => request;

    public RunServices Services => services;

    public RunJournal Journal => journal;

    public Recovery? Recovery => recovery;

    public RunVariables Variables { get; } = new(pipeline);

    public SecretMask Mask { get; } = new(parameters.Secrets);

    public LiveRun Live => live;

    public PipelineRun Run => live.Current;

    public ExpressionOptions ExpressionOptions { get; } = new() { Time = services.Options.Time, Random = services.Options.Random };

    public DateTimeOffset Now => services.Options.Time.GetUtcNow();

    public Task RunAsync(PlannedBlock plan, RunSlot slot, CancellationToken cancellationToken) => FactoryTelemetry.RunAsync(Run, async () =>
    {
        await RunToEndAsync(plan, slot, cancellationToken);
        return Run;
    });

    private async Task RunToEndAsync(PlannedBlock plan, RunSlot slot, CancellationToken cancellationToken)
    {
        ActivityEnd end;
        using (slot)
        {
            try
            {
                await slot.WaitAsync(cancellationToken);
                Change(Run with { Status = RunStatus.InProgress });
                if (recovery is not null)
                {
                    await runner.History.ReplaceAsync(Run, cancellationToken);
                }

                await using var canceling = cancellationToken.Register(() => Change(Run with { Status = RunStatus.Canceling }));
                var results = new ActivityResults(null);
                var scope = new ExpressionScope { Pipeline = Describe(), Activities = results, Variables = Variables.Values, Trigger = request.Trigger };
                end = await BlockExecution.RunAsync(plan, new BlockContext(this, scope, results), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                end = ActivityEnd.Cancelled;
            }
#pragma warning disable CA1031 // A run always ends on record: a mistake of the runner itself is told as the run's failure.
            catch (Exception e)
#pragma warning restore CA1031
            {
                end = new ActivityEnd(RunStatus.Failed, null, new ActivityError("RunnerError", e.Message, "SystemError", pipeline.Name, e.ToString()));
            }
        }

        Change(Run with
        {
            Status = end.Status,
            RunEnd = Now,
            DurationInMs = (long)(Now - Run.RunStart).TotalMilliseconds,
            Message = end.Status == RunStatus.Failed ? Mask.Apply($"Operation on target {end.Error.Target} failed: {end.Error.Message}") : "",
            PipelineReturnValue = live.ReturnValue is { } returned ? Mask.Apply(JsonSerializer.SerializeToNode(returned)!) : null,
        });
    }

    private void Change(PipelineRun run)
    {
        live.Current = run with { LastUpdated = Now };
        journal.Change(live.Current);
    }

    /// <summary>What <c>pipeline()</c> gives.</summary>
    private JsonObject Describe()
    {
        var globals = new JsonObject();
        if (request.Factory.Factory is { } factory)
        {
            foreach (var (name, value) in factory.GlobalParameters)
            {
                globals[name] = value.Json.TryGetProperty("value", out var given) ? JsonSerializer.SerializeToNode(given) : null;
            }
        }

        var invoker = request.InvokedBy;
        return new JsonObject
        {
            ["parameters"] = parameters.Values,
            ["globalParameters"] = globals,
            ["DataFactory"] = request.Factory.Factory?.Name,
            ["Pipeline"] = pipeline.Name,
            ["RunId"] = Run.RunId,
            ["GroupId"] = Run.RunGroupId,
            ["TriggerId"] = invoker.Id,
            ["TriggerName"] = invoker.Name,
            ["TriggerType"] = invoker.InvokedByType,
            ["TriggerTime"] = Run.RunStart.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["TriggeredByPipelineName"] = invoker.PipelineName,
            ["TriggeredByPipelineRunId"] = invoker.PipelineRunId,
        };
    }
}
