using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>How to reach a store or a service; one of a type that this model does not know is kept as it is.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record LinkedService : FactoryResource
{
    internal LinkedService(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A linked service of any type; <see cref="With"/> gives what the type asks for.</summary>
    public LinkedService(string name, string type)
        : base(name) => Set(type, "properties", "type");

    /// <inheritdoc/>
    public override FactoryResourceKind Kind => FactoryResourceKind.LinkedService;

    /// <summary>The type, such as <c>HttpServer</c>.</summary>
    public string Type => Text("properties", "type");

    /// <summary>The parameters, by name.</summary>
    public IReadOnlyDictionary<string, ParameterSpecification> Parameters => Map((json, place) => new ParameterSpecification(json, place), "properties", "parameters");

    /// <summary>What the type asks for.</summary>
    public IReadOnlyDictionary<string, Dynamic> TypeProperties => Map((json, place) => new Dynamic(json, place), "properties", "typeProperties");

    /// <summary>The same with one property of the type set.</summary>
    public LinkedService With(string property, Dynamic value) => (LinkedService)WithMember(value.Json, "properties", "typeProperties", property);

    /// <summary>The same with one more parameter.</summary>
    public LinkedService WithParameter(string name, string type, Dynamic? defaultValue = null) =>
        (LinkedService)WithMember(new ParameterSpecification(type, defaultValue).Json, "properties", "parameters", name);

    /// <summary>A web server without a login; its address may be an expression over the service's parameters.</summary>
    public static LinkedService Http(string name, string url) => new LinkedService(name, "HttpServer")
        .With("url", Dynamic.Plain(url)).With("enableServerCertificateValidation", true).With("authenticationType", "Anonymous");

    /// <summary>A lake in ADLS Gen2, reached with the factory's own identity.</summary>
    public static LinkedService DataLake(string name, string url) => new LinkedService(name, "AzureBlobFS").With("url", Dynamic.Plain(url));

    /// <summary>A key vault.</summary>
    public static LinkedService KeyVault(string name, string baseUrl) => new LinkedService(name, "AzureKeyVault").With("baseUrl", Dynamic.Plain(baseUrl));
}
