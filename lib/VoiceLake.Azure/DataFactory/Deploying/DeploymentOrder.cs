using VoiceLake.DataFactory.Model;

namespace VoiceLake.Azure.DataFactory.Deploying;

/// <summary>The order in which resources can be created: each after those that it names.</summary>
internal static class DeploymentOrder
{
    /// <exception cref="FactoryModelException">Resources name one another in a circle, or two have one name.</exception>
    public static IReadOnlyList<FactoryResource> Of(IEnumerable<FactoryResource> resources)
    {
        var all = resources.OrderBy(resource => resource.Kind).ThenBy(resource => resource.Name, StringComparer.Ordinal).ToList();
        var byName = new Dictionary<(FactoryResourceKind, string), FactoryResource>();
        foreach (var resource in all.Where(resource => !byName.TryAdd((resource.Kind, resource.Name.ToLowerInvariant()), resource)))
        {
            throw new FactoryModelException(resource.File, "$.name", $"There is another {resource.Kind} '{resource.Name}', and Data Factory knows no case in names: rename one.");
        }

        var ordered = new List<FactoryResource>();
        var state = new Dictionary<FactoryResource, bool>(ReferenceEqualityComparer.Instance);
        foreach (var resource in all)
        {
            Add(resource);
        }

        return ordered;

        void Add(FactoryResource resource)
        {
            if (state.ContainsKey(resource))
            {
                return;
            }

            state[resource] = false;
            foreach (var link in ResourceLink.Of(resource).Where(link => !link.IsTo(resource)))
            {
                if (byName.TryGetValue((link.Kind, link.Name.ToLowerInvariant()), out var named))
                {
                    if (state.TryGetValue(named, out var finished) && !finished)
                    {
                        throw new FactoryModelException(resource.File, link.Path, $"'{resource.Name}' and '{named.Name}' name one another, itself or through others, so that neither can be created first: break the circle.");
                    }

                    Add(named);
                }
            }

            state[resource] = true;
            ordered.Add(resource);
        }
    }
}
