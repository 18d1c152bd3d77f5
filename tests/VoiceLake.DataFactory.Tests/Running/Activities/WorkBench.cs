using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Local;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Running.Activities;

/// <summary>
/// A lake in a folder, a factory with linked services <c>lake</c> and <c>web</c>, and the works on them as the runner would call them. JSON is written
/// with single quotes for double ones, or with double ones alone.
/// </summary>
internal sealed class WorkBench : IDisposable
{
    public const string LakeAddress = "https://lake.example";

    private readonly TemporaryFolder _folder = new();
    private readonly List<FactoryResource> _resources = [];
    private readonly RunServices _services;

    public WorkBench(TimeProvider? time = null)
    {
        Lake = DataLake.Open(_folder.Path);
        _services = new RunServices(new FactoryRunnerOptions { Local = LocalBindings.None.WithLake(LakeAddress, _folder.Path), Time = time ?? TimeProvider.System });
        _ = Add(FactoryResourceKind.LinkedService, "{'name': 'lake', 'properties': {'type': 'AzureBlobFS', 'typeProperties': {'url': 'https://lake.example/'}}}")
            .Add(FactoryResourceKind.LinkedService, "{'name': 'blobs', 'properties': {'type': 'AzureBlobStorage', 'typeProperties': {'serviceEndpoint': 'https://lake.example'}}}")
            .Add(FactoryResourceKind.LinkedService, "{'name': 'web', 'properties': {'type': 'HttpServer', 'parameters': {'url': {'type': 'string'}}, 'typeProperties': {'url': '@{linkedService().url}', 'authenticationType': 'Anonymous'}}}");
    }

    public DataLake Lake { get; }

    public RunServices Services => _services;

    public FactoryFolder Factory => new(_resources);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public WorkBench Add(FactoryResourceKind kind, string json)
    {
        _resources.Add(FactoryResource.Read(kind, Quoted(json), "planted.json"));
        return this;
    }

    /// <summary>A dataset in the lake; <paramref name="more"/> are further typeProperties, <c>'nullValue': 'x'</c>.</summary>
    public WorkBench AddDataset(string name, string type, string folder, string? file = null, string more = "")
    {
        var location = new JsonObject { ["type"] = "AzureBlobFSLocation", ["fileSystem"] = folder.Split('/')[0], ["folderPath"] = folder.Contains('/') ? folder[(folder.IndexOf('/') + 1)..] : "" };
        if (file is not null)
        {
            location["fileName"] = file;
        }

        var properties = JsonNode.Parse($"{{{Quoted(more)}}}")!.AsObject();
        properties["location"] = location;
        return AddDataset(name, type, "lake", properties);
    }

    /// <summary>A dataset on a web server, its whole address given.</summary>
    public WorkBench AddWebDataset(string name, string type, Uri address, string more = "")
    {
        var properties = JsonNode.Parse($"{{{Quoted(more)}}}")!.AsObject();
        properties["location"] = JsonNode.Parse("""{"type": "HttpServerLocation"}""");
        return AddDataset(name, type, "web", properties, new JsonObject { ["url"] = address.ToString() });
    }

    /// <summary>Runs an activity's JSON once, its expressions evaluated as the runner does.</summary>
    public async Task<JsonObject> RunAsync(string json, ExpressionScope? scope = null)
    {
        var activity = Activity.Read(JsonDocument.Parse(Quoted(json)).RootElement, new JsonPlace("planted.json"));
        var input = JsonObject.Create(activity.TypeProperties)!;
        foreach (var beside in new[] { "inputs", "outputs" })
        {
            if (activity.Json.TryGetProperty(beside, out var references))
            {
                input[beside] = JsonArray.Create(references);
            }
        }

        scope ??= ExpressionScope.Empty;
        var call = new ActivityCall(activity, ExpressionTree.Evaluate(input, scope)!.AsObject(), scope, Factory, _services);
        return await ActivityWorks.Find(activity.Type)!.RunAsync(call, Token);
    }

    /// <summary>A Copy between two datasets; the sources and sinks of their types, with further properties.</summary>
    public Task<JsonObject> CopyAsync(string from, string to, string source = "", string sink = "", string more = "") => RunAsync(
        $"{{'name': 'copy', 'type': 'Copy', 'inputs': [{{'referenceName': '{from}', 'type': 'DatasetReference'}}], 'outputs': [{{'referenceName': '{to}', 'type': 'DatasetReference'}}], "
        + $"'typeProperties': {{'source': {{'type': '{TypeOf(from)}Source'{More(source)}}}, 'sink': {{'type': '{TypeOf(to)}Sink'{More(sink)}}}{More(more)}}}}}");

    public Task<JsonObject> LookupAsync(string dataset, string more = "", string source = "") => RunAsync(
        $"{{'name': 'lookup', 'type': 'Lookup', 'typeProperties': {{'source': {{'type': '{TypeOf(dataset)}Source'{More(source)}}}, 'dataset': {{'referenceName': '{dataset}', 'type': 'DatasetReference'}}{More(more)}}}}}");

    public Task PutAsync(string path, string text) => PutAsync(path, Encoding.UTF8.GetBytes(text));

    public async Task PutAsync(string path, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await Lake.Store.PutAsync(LakePath.Parse(path), content, PutCondition.Overwrite, Token);
    }

    public async Task<byte[]> BytesAsync(string path)
    {
        await using var content = await Lake.Store.OpenReadAsync(LakePath.Parse(path), cancellationToken: Token);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    public async Task<string> TextAsync(string path) => Encoding.UTF8.GetString(await BytesAsync(path));

    /// <summary>The names of all files in a container.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string container)
    {
        List<string> names = [];
        await foreach (var file in Lake.Store.ListAsync(new LakePath(container, ""), Token))
        {
            names.Add(file.Path.Name);
        }

        return names;
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    private WorkBench AddDataset(string name, string type, string service, JsonObject properties, JsonObject? arguments = null)
    {
        var reference = new JsonObject { ["referenceName"] = service, ["type"] = "LinkedServiceReference" };
        if (arguments is not null)
        {
            reference["parameters"] = arguments;
        }

        var json = new JsonObject { ["name"] = name, ["properties"] = new JsonObject { ["type"] = type, ["linkedServiceName"] = reference, ["typeProperties"] = properties } };
        _resources.Add(FactoryResource.Read(FactoryResourceKind.Dataset, json.ToJsonString(), "planted.json"));
        return this;
    }

    private string TypeOf(string dataset) => Factory.Datasets.Single(found => found.Name == dataset).Type;

    private static string More(string properties) => properties.Length == 0 ? "" : ", " + properties;

    private static string Quoted(string json) => json.Contains('"') ? json : json.Replace('\'', '"');
}
