using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Execution;

namespace VoiceLake.DataFactory.Running.Control;

/// <summary>ExecutePipeline: a run of its own, waited for only where that is asked.</summary>
internal static class PipelineControl
{
    public static ActivityTry Execute(ControlCall call)
    {
        var name = call.Activity.TypeProperties["pipeline"]?["referenceName"]?.GetValue<string>() ?? throw new ActivityFailure("InvalidValue", "'pipeline' names no pipeline: write its referenceName.");
        var wait = call.Flag("waitOnCompletion", otherwise: false);
        var parameters = call.Value("parameters") as JsonObject ?? [];
        string[] callers = [.. call.Run.Request.Callers, call.Run.Run.PipelineName];
        if (callers.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ActivityFailure("PipelineCycle", $"'{name}' would call itself: {string.Join(" → ", callers)} → {name}. Repeat with an Until instead.");
        }

        call.Run.Mask.Learn(SecretsOf(call.Run.Request.Factory, name, parameters));
        var input = new JsonObject { ["pipeline"] = name, ["waitOnCompletion"] = wait, ["parameters"] = parameters.DeepClone() };
        return new ActivityTry(input, cancellationToken => RunAsync(call, name, parameters, callers, wait, cancellationToken));
    }

    /// <summary>What is passed to parameters that the other pipeline keeps secret, so that no record of this one holds it either.</summary>
    private static IEnumerable<string> SecretsOf(FactoryFolder factory, string pipeline, JsonObject parameters) =>
        from found in factory.Pipelines
        where found.Name.Equals(pipeline, StringComparison.OrdinalIgnoreCase)
        from parameter in found.Parameters
        where RunParameters.IsSecure(parameter.Value)
        let value = parameters[parameter.Key]
        where value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length > 0
        select value.GetValue<string>();

    private static async Task<JsonObject?> RunAsync(ControlCall call, string pipeline, JsonObject parameters, IReadOnlyList<string> callers, bool wait, CancellationToken cancellationToken)
    {
        LiveRun child;
        try
        {
            var request = new RunRequest(call.Run.Request.Factory, pipeline)
            {
                Parameters = parameters,
                Callers = callers,
                InvokedBy = new RunInvoker(call.Run.Run.RunId, call.Activity.Name, "PipelineActivity") { PipelineName = call.Run.Run.PipelineName, PipelineRunId = call.Run.Run.RunId },
            };
            child = await call.Run.Runner.StartAsync(request, cancellationToken);
        }
        catch (RunRequestException e)
        {
            throw new ActivityFailure("InvalidPipelineRun", e.Message, inner: e);
        }

        var output = new JsonObject { ["pipelineName"] = child.Current.PipelineName, ["pipelineRunId"] = child.RunId };
        if (!wait)
        {
            return output;
        }

        PipelineRun ended;
        await using (cancellationToken.Register(child.Cancel))
        {
            ended = await child.Completion;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (child.ReturnValue is { } returned)
        {
            output["pipelineReturnValue"] = JsonSerializer.SerializeToNode(returned);
        }

        return ended.Status == RunStatus.Succeeded
            ? output
            : throw new ActivityFailure("ChildPipelineFailed", ended.Status == RunStatus.Cancelled ? $"The run of '{pipeline}' was cancelled." : ended.Message, output);
    }
}
