using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Serving.Arm;
using VoiceLake.DataFactory.Serving.Resources;

namespace VoiceLake.DataFactory.Serving.Runs;

/// <summary>Starts, tells of and cancels runs of pipelines.</summary>
internal sealed class RunEndpoints(ResourceStore store, FactoryRunner runner)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        const string factory = "/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.DataFactory/factories/{factory}";
        routes.MapPost($"{factory}/pipelines/{{name}}/createRun", CreateAsync);
        routes.MapGet($"{factory}/pipelineruns/{{runId}}", GetAsync);
        routes.MapPost($"{factory}/pipelineruns/{{runId}}/cancel", CancelAsync);
        routes.MapPost($"{factory}/pipelineruns/{{runId}}/queryActivityruns", QueryActivitiesAsync);
        routes.MapPost($"{factory}/queryPipelineRuns", QueryAsync);
    }

    private async Task<IResult> CreateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var pipeline = ResourceEndpoints.Require(request, store, FactoryResourceKind.Pipeline);
        var parameters = await RequestBody.ReadAsync(request, cancellationToken);
        var reference = Text(request, "referencePipelineRunId");
        var recovers = Flag(request, "isRecovery");
        if (reference is null && (recovers || Text(request, "startActivityName") is not null || Flag(request, "startFromFailure")))
        {
            throw ArmException.BadRequest("isRecovery, startActivityName and startFromFailure say how a run is run again: name that run with referencePipelineRunId.");
        }

        if (reference is not null && !recovers)
        {
            // Not a recovery: only the other run's parameters are taken over.
            var earlier = await runner.History.FindStoredAsync(reference, cancellationToken) ?? throw Missing(reference);
            foreach (var (name, value) in earlier.Parameters.Where(parameter => !parameters.ContainsKey(parameter.Key)))
            {
                parameters[name] = value?.DeepClone();
            }
        }

        try
        {
            // Not the request's token: a client that goes away does not take its run with it.
            var run = await runner.StartAsync(
                new RunRequest(store.Folder, pipeline.Resource.Name)
                {
                    Parameters = parameters,
                    RerunOf = recovers ? reference : null,
                    StartActivity = recovers ? Text(request, "startActivityName") : null,
                    FromFailure = recovers && Flag(request, "startFromFailure"),
                },
                CancellationToken.None);
            return Results.Json(new JsonObject { ["runId"] = run.RunId });
        }
        catch (RunRequestException e)
        {
            throw ArmException.BadRequest(e.Message, pipeline.Id, e);
        }
    }

    private async Task<IResult> GetAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var scope = ResourceEndpoints.RequireFactory(request, store);
        return Results.Json(Json(await RequireAsync(request, cancellationToken), scope));
    }

    private async Task<IResult> CancelAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ResourceEndpoints.RequireFactory(request, store);
        var run = await RequireAsync(request, cancellationToken);
        if (run.HasEnded || runner.Find(run.RunId) is not { } live)
        {
            throw ArmException.BadRequest($"The run '{run.RunId}' has ended ({run.Status}) or runs in another program: there is nothing to cancel here.");
        }

        live.Cancel();
        if (Flag(request, "isRecursive"))
        {
            await CancelCalledAsync(run.RunId, cancellationToken);
        }

        return Results.Ok();
    }

    /// <summary>Cancels the runs that a run has called and does not wait for, and theirs.</summary>
    private async Task CancelCalledAsync(string runId, CancellationToken cancellationToken)
    {
        var calledBy = (await runner.History.ListAsync(cancellationToken).ToListAsync(cancellationToken)).ToLookup(run => run.InvokedBy.PipelineRunId, StringComparer.OrdinalIgnoreCase);
        var waiting = new Stack<PipelineRun>(calledBy[runId]);
        while (waiting.TryPop(out var run))
        {
            runner.Find(run.RunId)?.Cancel();
            foreach (var called in calledBy[run.RunId])
            {
                waiting.Push(called);
            }
        }
    }

    private async Task<IResult> QueryActivitiesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ResourceEndpoints.RequireFactory(request, store);
        var run = await RequireAsync(request, cancellationToken);
        var query = RunQuery.Read(await RequestBody.ReadAsync(request, cancellationToken), RunFields.Activity);
        var activities = await runner.History.ActivitiesAsync(run.RunId, cancellationToken).ToListAsync(cancellationToken);
        return Results.Json(query.Answer(activities.OrderBy(activity => activity.ActivityRunStart), RunFields.Activity, activity => JsonSerializer.SerializeToNode(activity, JsonSerializerOptions.Web)!));
    }

    private async Task<IResult> QueryAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var scope = ResourceEndpoints.RequireFactory(request, store);
        var query = RunQuery.Read(await RequestBody.ReadAsync(request, cancellationToken), RunFields.Pipeline);
        var runs = await runner.History.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        return Results.Json(query.Answer(runs, RunFields.Pipeline, run => Json(run, scope)));
    }

    private async Task<PipelineRun> RequireAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var id = request.RouteValues["runId"] as string ?? "";
        return (Guid.TryParse(id, out _) ? await runner.History.FindAsync(id, cancellationToken) : null) ?? throw Missing(id);
    }

    private static ArmException Missing(string id) => ArmException.NotFound("PipelineRunNotFound", $"There is no run '{(id.Length > 80 ? id[..80] : id)}': queryPipelineRuns lists those there are.");

    private static JsonObject Json(PipelineRun run, FactoryScope scope)
    {
        var json = JsonSerializer.SerializeToNode(run, JsonSerializerOptions.Web)!.AsObject();
        json["id"] = $"{scope.Id}/pipelineruns/{run.RunId}";
        return json;
    }

    private static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static bool Flag(HttpRequest request, string name) => Text(request, name) is { } text
        && (bool.TryParse(text, out var flag) ? flag : throw ArmException.BadRequest($"{name} is '{text}': write true or false."));
}
