using VoiceLake.DataFactory.Linting;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving.Arm;

namespace VoiceLake.DataFactory.Serving.Resources;

/// <summary>References between resources: none may lead nowhere.</summary>
internal static class ResourceReferences
{
    private static readonly Dictionary<string, FactoryResourceKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(LinkedServiceReference)] = FactoryResourceKind.LinkedService,
        [nameof(DatasetReference)] = FactoryResourceKind.Dataset,
        [nameof(PipelineReference)] = FactoryResourceKind.Pipeline,
    };

    /// <summary>Refuses a resource that names another that is not there.</summary>
    public static void Check(FactoryResource resource, ResourceStore store, string id)
    {
        foreach (var (place, kind, name) in Of(resource))
        {
            if (store.Find(kind, name) is null && !IsSame(resource, kind, name))
            {
                throw ArmException.BadRequest($"{place.Child("referenceName").Path}: the reference to the {Words(kind)} '{name}' is invalid, there is none in the factory: create it first, or correct the name.", id);
            }
        }
    }

    /// <summary>Refuses to delete a resource that others name.</summary>
    public static void CheckUnused(StoredResource resource, ResourceStore store)
    {
        var users = store.Folder.Resources
            .Where(other => !IsSame(other, resource.Resource.Kind, resource.Resource.Name))
            .Where(other => Of(other).Any(reference => IsSame(resource.Resource, reference.Kind, reference.Name)))
            .Select(other => $"{Words(other.Kind)} '{other.Name}'")
            .ToList();
        if (users.Count > 0)
        {
            throw ArmException.BadRequest($"The {Words(resource.Resource.Kind)} '{resource.Resource.Name}' cannot be deleted since it is referenced by {string.Join(", ", users)}: delete or change them first.", resource.Id);
        }
    }

    private static IEnumerable<(JsonPlace Place, FactoryResourceKind Kind, string Name)> Of(FactoryResource resource) =>
        from reference in new LintSubject(new FactoryFolder([resource]), []).References
        where Kinds.ContainsKey(reference.Type)
        select (reference.Node.Place, Kinds[reference.Type], reference.Name);

    private static bool IsSame(FactoryResource resource, FactoryResourceKind kind, string name) => resource.Kind == kind && resource.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Words(FactoryResourceKind kind) => kind == FactoryResourceKind.LinkedService ? "linked service" : kind.ToString().ToLowerInvariant();
}
