using System.Text.Json.Nodes;
using Azure.Core;
using VoiceLake.Azure.DataFactory.Rest;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.Azure.DataFactory.Deploying;

/// <summary>The resources of a factory over its REST API; a write names the state that it takes the place of.</summary>
internal sealed class ResourceRequests(FactoryRest rest, FactoryClientOptions options)
{
    private const int MostQuestions = 60;

    public Task<JsonObject?> FindAsync(FactoryResourceKind kind, string name, CancellationToken cancellationToken) => rest.FindAsync(PathOf(kind, name), cancellationToken);

    public Task<IReadOnlyList<JsonObject>> ListAsync(FactoryResourceKind kind, CancellationToken cancellationToken) => rest.ListAsync($"/{SegmentOf(kind)}", cancellationToken);

    /// <summary>Puts what is wanted in the place of what was there; a state that somebody else left meanwhile is not overwritten.</summary>
    /// <exception cref="FactoryRequestException">There is another state now, or the service refuses.</exception>
    public async Task PutAsync(FactoryResource wanted, JsonObject? there, CancellationToken cancellationToken)
    {
        // Azure documents If-Match only; If-None-Match is honoured by a served factory, and by Azure perhaps not.
        var condition = there is null ? ("If-None-Match", "*") : ("If-Match", $"\"{ETagOf(there)}\"");
        try
        {
            await rest.SendAsync(RequestMethod.Put, PathOf(wanted.Kind, wanted.Name), ResourceComparison.Body(wanted.Kind, wanted.Json, there), condition, cancellationToken);
        }
        catch (FactoryRequestException e) when (e.Status == 412)
        {
            // The answer to a first try may have been lost: then what is there now is what was sent.
            if (await FindAsync(wanted.Kind, wanted.Name, cancellationToken) is not { } now || ResourceComparison.Differences(wanted.Kind, wanted.Json, now).Count > 0)
            {
                throw;
            }
        }
    }

    public Task DeleteAsync(FactoryResourceKind kind, string name, CancellationToken cancellationToken) => rest.SendAsync(RequestMethod.Delete, PathOf(kind, name), null, null, cancellationToken);

    /// <summary>Starts or stops a trigger, and waits until it is so: Azure may only have taken it on.</summary>
    public async Task SwitchAsync(string trigger, bool on, CancellationToken cancellationToken)
    {
        var path = PathOf(FactoryResourceKind.Trigger, trigger);
        await rest.SendAsync(RequestMethod.Post, $"{path}/{(on ? "start" : "stop")}", null, null, cancellationToken);
        for (var question = 0; question < MostQuestions; question++)
        {
            if (IsStarted(await FindAsync(FactoryResourceKind.Trigger, trigger, cancellationToken)) == on)
            {
                return;
            }

            await Task.Delay(options.PollInterval, options.Time, cancellationToken);
        }

        throw new FactoryRequestException(0, "TriggerNotSwitched", $"the trigger is not {(on ? "started" : "stopped")} after {MostQuestions} questions", path, "Look at it in the portal, and plan again.");
    }

    public static bool IsStarted(JsonObject? trigger) => trigger?["properties"]?["runtimeState"]?.ToString() == "Started";

    public static string ETagOf(JsonObject resource) => (resource["etag"] ?? resource["eTag"])?.ToString().Trim('"') ?? "";

    private static string PathOf(FactoryResourceKind kind, string name) => kind == FactoryResourceKind.Factory ? "" : $"/{SegmentOf(kind)}/{Uri.EscapeDataString(name)}";

    private static string SegmentOf(FactoryResourceKind kind) => kind.ToString().ToLowerInvariant() + "s";
}
