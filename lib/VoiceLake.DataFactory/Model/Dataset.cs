using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>What lies in a store: files of one format at one place; one of a type that this model does not know is kept as it is.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record Dataset : FactoryResource
{
    internal Dataset(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A dataset of a type such as <c>Binary</c> or <c>Json</c>, in a linked service.</summary>
    public Dataset(string name, string type, LinkedServiceReference linkedService)
        : base(name)
    {
        Set(type, "properties", "type");
        LinkedServiceName = linkedService;
    }

    /// <inheritdoc/>
    public override FactoryResourceKind Kind => FactoryResourceKind.Dataset;

    /// <summary>The type, such as <c>Binary</c>.</summary>
    public string Type => Text("properties", "type");

    /// <summary>The linked service, with the values of its parameters.</summary>
    public LinkedServiceReference LinkedServiceName
    {
        get => Part((json, place) => new LinkedServiceReference(json, place), "properties", "linkedServiceName");
        init => Set(value, "properties", "linkedServiceName");
    }

    /// <summary>The parameters, by name.</summary>
    public IReadOnlyDictionary<string, ParameterSpecification> Parameters => Map((json, place) => new ParameterSpecification(json, place), "properties", "parameters");

    /// <summary>The place of the files.</summary>
    public DatasetLocation? Location
    {
        get => OptionalPart((json, place) => new DatasetLocation(json, place), "properties", "typeProperties", "location");
        init => Set(value, "properties", "typeProperties", "location");
    }

    /// <summary>What the type asks for.</summary>
    public IReadOnlyDictionary<string, Dynamic> TypeProperties => Map((json, place) => new Dynamic(json, place), "properties", "typeProperties");

    /// <summary>The same with one more parameter.</summary>
    public Dataset WithParameter(string name, string type, Dynamic? defaultValue = null) =>
        (Dataset)WithMember(new ParameterSpecification(type, defaultValue).Json, "properties", "parameters", name);

}

/// <summary>Where a dataset's files lie.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record DatasetLocation : ModelPart
{
    internal DatasetLocation(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    private DatasetLocation(string type)
        : base(type) => Set(type, "type");

    /// <summary>The type, such as <c>AzureBlobFSLocation</c>.</summary>
    public string Type => Text("type");

    /// <summary>The container, for a lake.</summary>
    public Dynamic? FileSystem => OptionalValue("fileSystem");

    /// <summary>The folder, for a lake.</summary>
    public Dynamic? FolderPath => OptionalValue("folderPath");

    /// <summary>The file's name, for a lake.</summary>
    public Dynamic? FileName => OptionalValue("fileName");

    /// <summary>The address below the linked service's, for a web server.</summary>
    public Dynamic? RelativeUrl => OptionalValue("relativeUrl");

    /// <summary>A place on a web server.</summary>
    public static DatasetLocation Http(Dynamic relativeUrl)
    {
        ArgumentNullException.ThrowIfNull(relativeUrl);
        return (DatasetLocation)new DatasetLocation("HttpServerLocation").WithMember(relativeUrl.Json, "relativeUrl");
    }

    /// <summary>A place in a lake.</summary>
    public static DatasetLocation Lake(Dynamic fileSystem, Dynamic? folderPath = null, Dynamic? fileName = null)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        ModelPart location = new DatasetLocation("AzureBlobFSLocation").WithMember(fileSystem.Json, "fileSystem");
        location = folderPath is null ? location : location.WithMember(folderPath.Json, "folderPath");
        return (DatasetLocation)(fileName is null ? location : location.WithMember(fileName.Json, "fileName"));
    }
}
