using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>The kinds of resource, in the order in which they can be created.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public enum FactoryResourceKind
{
    /// <summary>The factory itself.</summary>
    Factory,

    /// <summary>How to reach a store or a service.</summary>
    LinkedService,

    /// <summary>What lies in a store.</summary>
    Dataset,

    /// <summary>Activities and their order.</summary>
    Pipeline,

    /// <summary>When pipelines start.</summary>
    Trigger,
}

/// <summary>A resource that has a file of its own.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public abstract record FactoryResource : ModelPart
{
    private protected FactoryResource(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    private protected FactoryResource(string name)
        : base(name) => Set(name, "name");

    /// <summary>What it is.</summary>
    public abstract FactoryResourceKind Kind { get; }

    /// <summary>Its name, which is its file's name too.</summary>
    public string Name => Text("name");

    /// <summary>What it is for, in a sentence.</summary>
    public string? Description
    {
        get => OptionalText("properties", "description");
        init => Set(value, "properties", "description");
    }

    /// <summary>The file it was read from, or its name if it was built in C#.</summary>
    public string File => Place.File;

    /// <summary>Reads a resource from JSON.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="json">The JSON of a whole file.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <exception cref="FactoryModelException">It is not of this kind's form.</exception>
    public static FactoryResource Read(FactoryResourceKind kind, string json, string file)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        var place = new JsonPlace(file);
        var root = ModelReader.Parse(json, place);
        FactoryResource resource = kind switch
        {
            FactoryResourceKind.Factory => new Factory(root, place),
            FactoryResourceKind.LinkedService => new LinkedService(root, place),
            FactoryResourceKind.Dataset => new Dataset(root, place),
            FactoryResourceKind.Pipeline => new Pipeline(root, place),
            FactoryResourceKind.Trigger => Trigger.Read(root, place),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of resource."),
        };
        ModelReader.Visit(resource);
        return resource;
    }
}
