using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>Names another resource of the factory and passes values for its parameters.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public abstract record ResourceReference : ModelPart
{
    private protected ResourceReference(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    private protected ResourceReference(string name, string type)
        : base(name)
    {
        Set(name, "referenceName");
        Set(type, "type");
    }

    /// <summary>The resource's name.</summary>
    public string ReferenceName => Text("referenceName");

    /// <summary>The kind of reference, such as <c>DatasetReference</c>.</summary>
    public string? Type => OptionalText("type");

    /// <summary>The values passed, by parameter.</summary>
    public IReadOnlyDictionary<string, Dynamic> Parameters => Map((json, place) => new Dynamic(json, place), "parameters");
}

/// <summary>Names a dataset.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record DatasetReference : ResourceReference
{
    internal DatasetReference(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>Names a dataset; its parameters come with <see cref="With"/>.</summary>
    public DatasetReference(string name)
        : base(name, nameof(DatasetReference))
    {
    }

    /// <summary>The same with a value for one parameter.</summary>
    public DatasetReference With(string parameter, Dynamic value) => (DatasetReference)WithMember(value.Json, "parameters", parameter);
}

/// <summary>Names a linked service.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record LinkedServiceReference : ResourceReference
{
    internal LinkedServiceReference(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>Names a linked service; its parameters come with <see cref="With"/>.</summary>
    public LinkedServiceReference(string name)
        : base(name, nameof(LinkedServiceReference))
    {
    }

    /// <summary>The same with a value for one parameter.</summary>
    public LinkedServiceReference With(string parameter, Dynamic value) => (LinkedServiceReference)WithMember(value.Json, "parameters", parameter);
}

/// <summary>Names a pipeline.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record PipelineReference : ResourceReference
{
    internal PipelineReference(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>Names a pipeline.</summary>
    public PipelineReference(string name)
        : base(name, nameof(PipelineReference))
    {
    }
}
