using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>A data factory: the resource that holds all others.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record Factory : FactoryResource
{
    internal Factory(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A factory with an identity of its own, in a region such as <c>westeurope</c>.</summary>
    public Factory(string name, string location)
        : base(name)
    {
        Set(location, "location");
        Set("SystemAssigned", "identity", "type");
    }

    /// <inheritdoc/>
    public override FactoryResourceKind Kind => FactoryResourceKind.Factory;

    /// <summary>The region, such as <c>westeurope</c>.</summary>
    public string? Location => OptionalText("location");

    /// <summary>The parameters that every pipeline of the factory may read, by name.</summary>
    public IReadOnlyDictionary<string, ParameterSpecification> GlobalParameters => Map((json, place) => new ParameterSpecification(json, place), "properties", "globalParameters");
}
