using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving.Arm;

namespace VoiceLake.DataFactory.Serving.Resources;

/// <summary>References between resources: none may lead nowhere.</summary>
internal static class ResourceReferences
{
    /// <summary>Refuses a resource that names another that is not there.</summary>
    public static void Check(FactoryResource resource, ResourceStore store, string id)
    {
        foreach (var link in ResourceLink.Of(resource))
        {
            if (store.Find(link.Kind, link.Name) is null && !link.IsTo(resource))
            {
                throw ArmException.BadRequest($"{link.Path}: the reference to the {Words(link.Kind)} '{link.Name}' is invalid, there is none in the factory: create it first, or correct the name.", id);
            }
        }
    }

    /// <summary>Refuses to delete a resource that others name.</summary>
    public static void CheckUnused(StoredResource resource, ResourceStore store)
    {
        var users = store.Folder.Resources
            .Where(other => other != resource.Resource && ResourceLink.Of(other).Any(link => link.IsTo(resource.Resource)))
            .Select(other => $"{Words(other.Kind)} '{other.Name}'")
            .ToList();
        if (users.Count > 0)
        {
            throw ArmException.BadRequest($"The {Words(resource.Resource.Kind)} '{resource.Resource.Name}' cannot be deleted since it is referenced by {string.Join(", ", users)}: delete or change them first.", resource.Id);
        }
    }

    private static string Words(FactoryResourceKind kind) => kind == FactoryResourceKind.LinkedService ? "linked service" : kind.ToString().ToLowerInvariant();
}
