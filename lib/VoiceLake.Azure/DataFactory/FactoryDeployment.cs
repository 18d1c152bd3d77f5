using System.Text.Json.Nodes;
using VoiceLake.Azure.DataFactory.Deploying;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.Azure.DataFactory;

/// <summary>Brings a factory to what a folder says: shows a plan first, changes only what differs, deletes nothing unless asked.</summary>
/// <remarks>
/// Notebook: 04-adf-orchestration
/// <para>Left out of account are members that the service adds: ids, etags, times of publishing, values of secrets. Whether a trigger is at
/// work is left as it is, but for one whose file says <c>"runtimeState": "Started"</c>: that one is started.</para>
/// </remarks>
public sealed class FactoryDeployment
{
    private const string Started = "Started";
    private readonly FactoryClient _client;
    private readonly ResourceRequests _requests;

    /// <summary>Deploys through a client.</summary>
    public FactoryDeployment(FactoryClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        (_client, _requests) = (client, new ResourceRequests(client.Rest, client.Options));
    }

    /// <summary>Compares a folder with the factory; changes nothing.</summary>
    /// <exception cref="FactoryModelException">Resources of the folder name one another in a circle, or share a name.</exception>
    /// <exception cref="FactoryRequestException">The service refuses, or the factory is missing there and in the folder.</exception>
    public async Task<DeploymentPlan> PlanAsync(FactoryFolder folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var ordered = DeploymentOrder.Of(folder.Resources);
        var factory = await _requests.FindAsync(FactoryResourceKind.Factory, _client.Address.Factory, cancellationToken);
        if (factory is null && folder.Factory is null)
        {
            throw new FactoryRequestException(404, "ResourceNotFound", "there is no such factory, and the folder has no file for one", $"factory '{_client.Address.Factory}'", "Add factory/<name>.json, or create the factory first.");
        }

        var there = new Dictionary<(FactoryResourceKind, string), JsonObject>();
        if (factory is not null)
        {
            foreach (var kind in Enum.GetValues<FactoryResourceKind>().Where(kind => kind != FactoryResourceKind.Factory))
            {
                foreach (var found in await _requests.ListAsync(kind, cancellationToken))
                {
                    there[KeyOf(kind, found["name"]!.ToString())] = found;
                }
            }
        }

        var changes = ordered.Select(resource => Compare(resource, resource.Kind == FactoryResourceKind.Factory ? factory : there.GetValueOrDefault(KeyOf(resource.Kind, resource.Name)))).ToList();
        var wanted = ordered.Select(resource => KeyOf(resource.Kind, resource.Name)).ToHashSet();
        var others = there.Where(found => !wanted.Contains(found.Key)).OrderBy(found => found.Key)
            .Select(found => new ResourceChange(ChangeAction.OnlyThere, found.Key.Item1, found.Value["name"]!.ToString(), []) { There = found.Value });
        return new DeploymentPlan([.. changes, .. others]);
    }

    /// <summary>Does what a plan says; each change takes the place of exactly the state that was planned for.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="deleteOthers">Whether what is only in the factory is deleted.</param>
    /// <param name="progress">Is told of each resource when it is done.</param>
    /// <param name="cancellationToken">Stops between two resources; the next plan shows what is left.</param>
    /// <returns>What was made, changed and deleted.</returns>
    /// <exception cref="FactoryRequestException">Somebody else changed a resource meanwhile, or the service refuses; what was done until then stays.</exception>
    public async Task<IReadOnlyList<ResourceChange>> ApplyAsync(DeploymentPlan plan, bool deleteOthers = false, IProgress<ResourceChange>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var done = new List<ResourceChange>();
        foreach (var change in plan.Changes.Concat(deleteOthers ? InOrderOfDeletion(plan.OnlyThere) : []))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await (change.Action == ChangeAction.OnlyThere ? DeleteAsync(change, cancellationToken)
                : change.Wanted is Trigger trigger ? ApplyAsync(trigger, change, cancellationToken)
                : _requests.PutAsync(change.Wanted!, change.There, cancellationToken));
            done.Add(change);
            progress?.Report(change);
        }

        return done;
    }

    private static ResourceChange Compare(FactoryResource wanted, JsonObject? there)
    {
        if (there is null)
        {
            return new ResourceChange(ChangeAction.Create, wanted.Kind, wanted.Name, []) { Wanted = wanted };
        }

        var differences = ResourceComparison.Differences(wanted.Kind, wanted.Json, there);
        if (wanted is Trigger { RuntimeState: Started } && !ResourceRequests.IsStarted(there))
        {
            differences = [.. differences, "$.properties.runtimeState"];
        }

        return new ResourceChange(differences.Count == 0 ? ChangeAction.None : ChangeAction.Change, wanted.Kind, wanted.Name, differences) { Wanted = wanted, There = there };
    }

    /// <summary>A trigger at work cannot be changed: it is stopped, changed, and started again, also where the change fails.</summary>
    private async Task ApplyAsync(Trigger wanted, ResourceChange change, CancellationToken cancellationToken)
    {
        var there = change.There;
        var ran = there is not null && ResourceRequests.IsStarted(there);
        if (there is null || ResourceComparison.Differences(wanted.Kind, wanted.Json, there).Count > 0)
        {
            if (ran)
            {
                await CheckUnchangedAsync(change, cancellationToken);
                await _requests.SwitchAsync(change.Name, on: false, cancellationToken);
            }

            try
            {
                // Stopping gave it another etag.
                await _requests.PutAsync(wanted, ran ? await _requests.FindAsync(wanted.Kind, wanted.Name, cancellationToken) : there, cancellationToken);
            }
            catch when (ran)
            {
                await _requests.SwitchAsync(change.Name, on: true, CancellationToken.None);
                throw;
            }
        }

        if (ran || wanted.RuntimeState == Started)
        {
            await _requests.SwitchAsync(change.Name, on: true, CancellationToken.None);
        }
    }

    private async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await CheckUnchangedAsync(change, cancellationToken);
        if (change.Kind == FactoryResourceKind.Trigger && ResourceRequests.IsStarted(change.There!))
        {
            await _requests.SwitchAsync(change.Name, on: false, cancellationToken);
        }

        await _requests.DeleteAsync(change.Kind, change.Name, cancellationToken);
    }

    private async Task CheckUnchangedAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        if (await _requests.FindAsync(change.Kind, change.Name, cancellationToken) is not { } now || ResourceRequests.ETagOf(now) != ResourceRequests.ETagOf(change.There!))
        {
            throw new FactoryRequestException(412, "PreconditionFailed", "it is no longer as it was planned for", $"{change.Kind} '{change.Name}'", "Somebody else changed it meanwhile: plan again and look at what changed.");
        }
    }

    private static IEnumerable<ResourceChange> InOrderOfDeletion(IEnumerable<ResourceChange> others)
    {
        var byKey = others.ToDictionary(other => KeyOf(other.Kind, other.Name));
        return DeploymentOrder.Of(byKey.Values.Select(other => FactoryResource.Read(other.Kind, other.There!.ToJsonString(), $"{other.Kind} '{other.Name}'")))
            .Reverse()
            .Select(resource => byKey[KeyOf(resource.Kind, resource.Name)]);
    }

    private static (FactoryResourceKind, string) KeyOf(FactoryResourceKind kind, string name) => (kind, name.ToLowerInvariant());
}
