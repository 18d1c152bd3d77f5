using System.Globalization;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Serving.Resources;

namespace VoiceLake.DataFactory.Serving.Triggers;

/// <summary>Starts the pipelines of a trigger, and keeps what became of it.</summary>
internal sealed class TriggerFiring(ResourceStore store, FactoryRunner runner, TriggerRunFiles files, FactoryRunnerOptions options)
{
    /// <summary>Fires once; a pipeline that cannot start fails this run of the trigger and keeps no other from starting.</summary>
    public async Task<TriggerRun> FireAsync(Trigger trigger, DateTimeOffset scheduled)
    {
        var now = options.Time.GetUtcNow();
        var id = Guid.NewGuid().ToString("N");
        var about = new JsonObject { ["scheduledTime"] = Text(scheduled), ["startTime"] = Text(now), ["outputs"] = new JsonObject() };
        var started = new Dictionary<string, string>();
        var problems = new List<string>();
        foreach (var pipeline in trigger.Pipelines)
        {
            try
            {
                started[pipeline.Pipeline.ReferenceName] = await StartAsync(trigger, pipeline, id, about);
            }
            catch (Exception e) when (e is RunRequestException or ExpressionException)
            {
                problems.Add($"{pipeline.Pipeline.ReferenceName}: {e.Message}");
            }
        }

        var run = new TriggerRun(id, trigger.Name, trigger.Type, now, problems.Count == 0 ? TriggerRunStatus.Succeeded : TriggerRunStatus.Failed, string.Join(" ", problems))
        {
            Properties = new Dictionary<string, string> { ["TriggerTime"] = Text(now), ["ScheduleTime"] = Text(scheduled) },
            TriggeredPipelines = started,
        };
        await files.WriteAsync(run, CancellationToken.None);
        return run;
    }

    private async Task<string> StartAsync(Trigger trigger, TriggeredPipeline pipeline, string id, JsonObject about)
    {
        var scope = new ExpressionScope { Trigger = about };
        var evaluation = new ExpressionOptions { Time = options.Time, Random = options.Random };
        var parameters = new JsonObject();
        foreach (var (name, value) in pipeline.Parameters)
        {
            parameters[name] = ExpressionTree.Evaluate(JsonNode.Parse(value.Json.GetRawText()), scope, evaluation);
        }

        var run = await runner.StartAsync(
            new RunRequest(store.Folder, pipeline.Pipeline.ReferenceName)
            {
                Parameters = parameters,
                InvokedBy = new RunInvoker(id, trigger.Name, trigger.Type),
                Trigger = (JsonObject)about.DeepClone(),
            },
            CancellationToken.None);
        return run.RunId;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
