using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Tests.Running.Activities;
using VoiceLake.Tests.Bronze;

namespace VoiceLake.DataFactory.Tests.Running.Stores;

/// <summary>From a reference to a file: parameters of datasets, of linked services, places.</summary>
public sealed class DatasetResolverTests : IDisposable
{
    private readonly WorkBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Values_go_through_the_dataset_to_the_linked_service()
    {
        await using var server = new ScriptedServer(_ => new Answer(200, Encoding.UTF8.GetBytes("{\"a\": 1}")));
        _bench.Add(FactoryResourceKind.Dataset, """
            {"name": "page", "properties": {"type": "Json", "parameters": {"base": {"type": "string"}, "number": {"type": "int", "defaultValue": 7}},
             "linkedServiceName": {"referenceName": "web", "type": "LinkedServiceReference", "parameters": {"url": {"value": "@dataset().base", "type": "Expression"}}},
             "typeProperties": {"location": {"type": "HttpServerLocation", "relativeUrl": {"value": "@concat('/pages/', string(dataset().number), '?x=1')", "type": "Expression"}}}}}
            """);
        var scope = ExpressionScope.Empty with { Variables = new Dictionary<string, JsonNode?> { ["base"] = server.Address.ToString() } };

        await _bench.RunAsync("""{"name": "look", "type": "Lookup", "typeProperties": {"source": {"type": "JsonSource"}, "dataset": {"referenceName": "page", "type": "DatasetReference", "parameters": {"base": "@variables('base')"}}}}""", scope);
        await _bench.RunAsync("""{"name": "look", "type": "Lookup", "typeProperties": {"source": {"type": "JsonSource"}, "dataset": {"referenceName": "page", "type": "DatasetReference", "parameters": {"base": "@variables('base')", "number": 8}}}}""", scope);

        server.Requests.Select(request => request.Path).ShouldBe(["/pages/7?x=1", "/pages/8?x=1"]);
    }

    [Theory]
    [InlineData("'referenceName': 'none'", "UserErrorInvalidReference: look.dataset: there is no dataset 'none' in the factory")]
    [InlineData("'referenceName': 'page'", "UserErrorInvalidReference: look.dataset.parameters: dataset 'page' asks for 'file': give it a value.")]
    [InlineData("'referenceName': 'page', 'parameters': {'file': 'a', 'fiel': 'b'}", "UserErrorInvalidReference: look.dataset.parameters: dataset 'page' has no parameter 'fiel': it has file.")]
    [InlineData("'referenceName': 'page', 'parameters': {'file': '../x'}", "UserErrorInvalidProperty: dataset 'page'.location: fileName '../x' is no file's name")]
    [InlineData("'referenceName': 'unbound'", "UserErrorInvalidReference: linked service 'elsewhere': no lake on this machine stands for 'https://elsewhere.example': name one under \"lakes\" in the local bindings")]
    [InlineData("'referenceName': 'homeless'", "UserErrorInvalidReference: dataset 'homeless'.linkedServiceName: there is no linked service 'nowhere' in the factory")]
    [InlineData("'referenceName': 'mixed'", "UserErrorInvalidReference: dataset 'mixed'.location: HttpServerLocation does not go with linked service 'lake' of type AzureBlobFS")]
    [InlineData("'referenceName': 'strange'", "UserErrorNotSupportedLocally: dataset 'strange': 'schemaLess' of Json is not supported here")]
    [InlineData("'referenceName': 'outside'", "UserErrorInvalidProperty: dataset 'outside'.location: the lake has no fileSystem 'raw': use bronze, silver, gold, miscellaneous.")]
    public async Task What_does_not_fit_is_named(string reference, string message)
    {
        _bench.Add(FactoryResourceKind.LinkedService, "{'name': 'elsewhere', 'properties': {'type': 'AzureBlobFS', 'typeProperties': {'url': 'https://elsewhere.example'}}}")
            .Add(FactoryResourceKind.Dataset, Dataset("page", "lake", "'location': {'type': 'AzureBlobFSLocation', 'fileSystem': 'bronze', 'fileName': '@dataset().file'}", "'parameters': {'file': {'type': 'string'}},"))
            .Add(FactoryResourceKind.Dataset, Dataset("unbound", "elsewhere", "'location': {'type': 'AzureBlobFSLocation', 'fileSystem': 'bronze'}"))
            .Add(FactoryResourceKind.Dataset, Dataset("homeless", "nowhere", "'location': {'type': 'AzureBlobFSLocation', 'fileSystem': 'bronze'}"))
            .Add(FactoryResourceKind.Dataset, Dataset("mixed", "lake", "'location': {'type': 'HttpServerLocation'}"))
            .Add(FactoryResourceKind.Dataset, Dataset("strange", "lake", "'schemaLess': true, 'location': {'type': 'AzureBlobFSLocation', 'fileSystem': 'bronze'}"))
            .Add(FactoryResourceKind.Dataset, Dataset("outside", "lake", "'location': {'type': 'AzureBlobFSLocation', 'fileSystem': 'raw'}"));

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.RunAsync($"{{'name': 'look', 'type': 'Lookup', 'typeProperties': {{'source': {{'type': 'JsonSource'}}, 'dataset': {{'type': 'DatasetReference', {reference}}}}}}}"));

        failure.Message.ShouldStartWith(message);
    }

    [Fact]
    public async Task Blob_storage_is_a_lake_too()
    {
        await _bench.PutAsync("gold/x/rows.json", "{\"a\": 1}");
        _bench.Add(FactoryResourceKind.Dataset, Dataset("rows", "blobs", "'location': {'type': 'AzureBlobStorageLocation', 'container': 'gold', 'folderPath': '/x/', 'fileName': 'rows.json'}"));

        (await _bench.LookupAsync("rows"))["firstRow"]!.ToJsonString().ShouldBe("""{"a":1}""");
    }

    [Theory]
    [InlineData("'authenticationType': 'Basic', 'userName': 'ann', 'password': {'type': 'SecureString', 'value': 'secret'}", null)]
    [InlineData("'authenticationType': 'Windows'", "UserErrorNotSupportedLocally: linked service 'login': authenticationType 'Windows' is not supported here: use Anonymous or Basic.")]
    [InlineData("'authenticationType': 'Basic', 'userName': 'ann', 'password': {'type': 'AzureKeyVaultSecret', 'secretName': 'x'}", "UserErrorNotSupportedLocally: linked service 'login'.password: type 'AzureKeyVaultSecret' is not supported here: give a SecureString.")]
    [InlineData("'certThumbprint': 'x'", "UserErrorNotSupportedLocally: linked service 'login': 'certThumbprint' of HttpServer is not supported here")]
    public async Task A_web_server_may_ask_for_a_user_and_a_password(string properties, string? message)
    {
        await using var server = new ScriptedServer(_ => new Answer(200, Encoding.UTF8.GetBytes("{}")));
        _bench.Add(FactoryResourceKind.LinkedService, $"{{'name': 'login', 'properties': {{'type': 'HttpServer', 'typeProperties': {{'url': '{server.Address}', {properties}}}}}}}")
            .Add(FactoryResourceKind.Dataset, Dataset("rows", "login", "'location': {'type': 'HttpServerLocation'}"));

        if (message is null)
        {
            await _bench.LookupAsync("rows");
            server.Requests.Single()["Authorization"].ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:secret")));
        }
        else
        {
            (await Should.ThrowAsync<ActivityFailure>(_bench.LookupAsync("rows"))).Message.ShouldStartWith(message);
            server.Requests.ShouldBeEmpty();
        }
    }

    private static string Dataset(string name, string service, string properties, string more = "") =>
        $"{{'name': '{name}', 'properties': {{'type': 'Json', {more} 'linkedServiceName': {{'referenceName': '{service}', 'type': 'LinkedServiceReference'}}, 'typeProperties': {{{properties}}}}}}}";
}
