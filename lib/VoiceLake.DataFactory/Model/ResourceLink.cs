using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>That one resource names another: it can be created only after it, and deleted only before.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="Kind">What is named.</param>
/// <param name="Name">Its name.</param>
/// <param name="Path">The JSON path of the name, such as <c>$.properties.linkedServiceName.referenceName</c>.</param>
public sealed record ResourceLink(FactoryResourceKind Kind, string Name, string Path)
{
    private static readonly Dictionary<string, FactoryResourceKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(LinkedServiceReference)] = FactoryResourceKind.LinkedService,
        [nameof(DatasetReference)] = FactoryResourceKind.Dataset,
        [nameof(PipelineReference)] = FactoryResourceKind.Pipeline,
    };

    /// <summary>Whether this names the resource; names differ in more than upper and lower case.</summary>
    public bool IsTo(FactoryResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Kind == Kind && resource.Name.Equals(Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Every linked service, dataset and pipeline that a resource names, wherever it does, in the order of its JSON.</summary>
    public static IEnumerable<ResourceLink> Of(FactoryResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Of(resource.Json, resource.Place);
    }

    private static IEnumerable<ResourceLink> Of(JsonElement json, JsonPlace place) => json.ValueKind switch
    {
        JsonValueKind.Object => Own(json, place).Concat(json.EnumerateObject().SelectMany(member => Of(member.Value, place.Child(member.Name)))),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, index) => Of(item, place.Item(index))),
        _ => [],
    };

    private static IEnumerable<ResourceLink> Own(JsonElement json, JsonPlace place) =>
        ModelJson.Find(json, "referenceName") is { ValueKind: JsonValueKind.String } name
        && ModelJson.Find(json, "type") is { ValueKind: JsonValueKind.String } type
        && Kinds.TryGetValue(type.GetString()!, out var kind)
            ? [new ResourceLink(kind, name.GetString()!, place.Child("referenceName").Path)]
            : [];
}
