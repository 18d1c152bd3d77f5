using System.Text;
using System.Text.Json;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving.Arm;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Serving.Resources;

/// <summary>The resources' files in the lake: one each under <c>miscellaneous/factory/resources</c>, written as a whole or not at all.</summary>
internal sealed class ResourceFiles(ILakeStore store)
{
    private static readonly LakePath Root = LakePath.Parse($"{LakeContainers.Miscellaneous}/factory/resources/");

    public async Task<IReadOnlyList<StoredResource>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new List<StoredResource>();
        foreach (var kind in Enum.GetValues<FactoryResourceKind>())
        {
            await foreach (var file in store.ListAsync(Root with { Name = $"{Root.Name}{FactoryScope.SegmentOf(kind)}/" }, cancellationToken))
            {
                await using var content = await store.OpenReadAsync(file.Path, cancellationToken: cancellationToken);
                found.Add(await ReadAsync(kind, file.Path, content, cancellationToken));
            }
        }

        return found;
    }

    public async Task WriteAsync(StoredResource resource, CancellationToken cancellationToken)
    {
        var kept = new Kept(resource.Scope.Subscription, resource.Scope.ResourceGroup, resource.Scope.Factory, resource.ETag, resource.Created, resource.Resource.Json);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(kept));
        await store.PutAsync(PathOf(resource), content, PutCondition.Overwrite, cancellationToken);
    }

    public Task DeleteAsync(StoredResource resource, CancellationToken cancellationToken) => store.DeleteAsync(PathOf(resource), cancellationToken);

    private static LakePath PathOf(StoredResource resource) =>
        Root with { Name = $"{Root.Name}{FactoryScope.SegmentOf(resource.Resource.Kind)}/{ResourceNames.FileOf(resource.Resource.Name)}.json" };

    private static async Task<StoredResource> ReadAsync(FactoryResourceKind kind, LakePath path, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(content, Encoding.UTF8);
            var kept = JsonSerializer.Deserialize<Kept>(await reader.ReadToEndAsync(cancellationToken)) ?? throw new JsonException("It says null.");
            return new StoredResource(new FactoryScope(kept.Subscription, kept.ResourceGroup, kept.Factory), FactoryResource.Read(kind, kept.Resource.GetRawText(), path.ToString()), kept.ETag, kept.Created);
        }
        catch (Exception e) when (e is JsonException or FactoryModelException)
        {
            throw new LakeException($"'{path}' is no resource of a served factory: {e.Message} Move it out of the lake and deploy again.", e);
        }
    }

    private sealed record Kept(string Subscription, string ResourceGroup, string Factory, string ETag, DateTimeOffset Created, JsonElement Resource);
}
