using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Schedules;
using VoiceLake.DataFactory.Serving.Arm;
using VoiceLake.DataFactory.Serving.Resources;
using VoiceLake.DataFactory.Serving.Runs;

namespace VoiceLake.DataFactory.Serving.Triggers;

/// <summary>Starts and stops triggers, and tells when they fired.</summary>
internal sealed class TriggerEndpoints(ResourceStore store, TriggerScheduler scheduler, TriggerFiring firing, TriggerRunFiles files)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        const string factory = "/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.DataFactory/factories/{factory}";
        routes.MapPost($"{factory}/triggers/{{name}}/start", StartAsync);
        routes.MapPost($"{factory}/triggers/{{name}}/stop", StopAsync);
        routes.MapPost($"{factory}/triggers/{{name}}/triggerRuns/{{runId}}/rerun", RerunAsync);
        routes.MapPost($"{factory}/queryTriggerRuns", QueryAsync);
    }

    private async Task<IResult> StartAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var found = ResourceEndpoints.Require(request, store, FactoryResourceKind.Trigger);
        if (found.Resource is not ScheduleTrigger trigger)
        {
            throw ArmException.BadRequest($"Triggers of the type '{((Trigger)found.Resource).Type}' are not supported here: only a ScheduleTrigger can be started.", found.Id);
        }

        if (trigger.Pipelines.Count == 0)
        {
            throw ArmException.BadRequest($"The trigger '{trigger.Name}' names no pipeline: give it one before it is started.", found.Id);
        }

        Recurrence.Of(trigger);
        var stored = await ChangeAsync(found, TriggerStates.Started, cancellationToken);
        await scheduler.StartAsync((ScheduleTrigger)stored.Resource);
        return Results.Ok();
    }

    private async Task<IResult> StopAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var found = ResourceEndpoints.Require(request, store, FactoryResourceKind.Trigger);
        await ChangeAsync(found, TriggerStates.Stopped, cancellationToken);
        await scheduler.StopAsync(found.Resource.Name);
        return Results.Ok();
    }

    private Task<StoredResource> ChangeAsync(StoredResource found, string state, CancellationToken cancellationToken) => store.PutAsync(
        found.Scope,
        FactoryResourceKind.Trigger,
        found.Resource.Name,
        (name, old) => TriggerStates.With((Trigger)(old ?? throw ArmException.NotFound("TriggerNotFound", $"The trigger '{name}' was deleted a moment ago.")).Resource, state),
        cancellationToken);

    private async Task<IResult> RerunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var found = ResourceEndpoints.Require(request, store, FactoryResourceKind.Trigger);
        var id = request.RouteValues["runId"] as string ?? "";
        var run = (await files.ReadAsync(cancellationToken)).FirstOrDefault(run => run.TriggerRunId == id && run.TriggerName == found.Resource.Name)
            ?? throw ArmException.NotFound("TriggerRunNotFound", $"There is no such run of the trigger '{found.Resource.Name}': queryTriggerRuns lists those there are.", found.Id);
        await firing.FireAsync((Trigger)found.Resource, DateTimeOffset.Parse(run.Properties["ScheduleTime"], CultureInfo.InvariantCulture));
        return Results.Ok();
    }

    private async Task<IResult> QueryAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ResourceEndpoints.RequireFactory(request, store);
        var query = RunQuery.Read(await RequestBody.ReadAsync(request, cancellationToken), TriggerRun.Fields);
        return Results.Json(query.Answer(await files.ReadAsync(cancellationToken), TriggerRun.Fields, run => JsonSerializer.SerializeToNode(run, JsonSerializerOptions.Web)!));
    }
}
