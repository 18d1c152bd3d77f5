using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Tests.Running.Activities;

public sealed class GetMetadataWorkTests : IDisposable
{
    private const string Text = "id,name\r\n1,Wrenfield\r\n";

    private readonly WorkBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_file_tells_all_its_fields()
    {
        await _bench.PutAsync("bronze/tables/people.csv", Text);
        _bench.AddDataset("people", "DelimitedText", "bronze/tables", "people.csv", "'firstRowAsHeader': true");
        var modified = (await _bench.Lake.Store.FindAsync(new("bronze", "tables/people.csv"), WorkBench.Token))!.LastModified;

        var output = await MetadataAsync("people", "exists", "itemName", "itemType", "size", "lastModified", "contentMD5", "structure", "columnCount");

#pragma warning disable CA5351
        var md5 = Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(Text)));
#pragma warning restore CA5351
        Without(output).ShouldBe($$"""{"exists":true,"itemName":"people.csv","itemType":"File","size":{{Text.Length}},"lastModified":"{{modified.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}","contentMD5":"{{md5}}","structure":[{"name":"id","type":"String"},{"name":"name","type":"String"}],"columnCount":2}""");
    }

    [Fact]
    public async Task A_folder_tells_what_is_in_it()
    {
        await _bench.PutAsync("bronze/submissions/a.tgz", "a");
        await _bench.PutAsync("bronze/submissions/deep/b.tgz", "b");
        _bench.AddDataset("folder", "Binary", "bronze/submissions");

        var output = await MetadataAsync("folder", "exists", "itemName", "itemType", "childItems");

        Without(output).ShouldBe("""{"exists":true,"itemName":"submissions","itemType":"Folder","childItems":[{"name":"a.tgz","type":"File"},{"name":"deep","type":"Folder"}]}""");
    }

    [Theory]
    [InlineData("file.bin")]
    [InlineData(null)]
    public async Task What_is_not_there_fails_unless_exists_is_asked_for(string? file)
    {
        _bench.AddDataset("none", "Binary", "bronze/nothing", file);

        var failure = await Should.ThrowAsync<ActivityFailure>(MetadataAsync("none", "itemName"));
        var output = await MetadataAsync("none", "exists", "itemName");

        failure.ErrorCode.ShouldBe("2011");
        failure.Message.ShouldStartWith($"UserErrorFileNotFound: 'bronze/nothing{(file is null ? "" : "/" + file)}' of dataset 'none' is not there");
        Without(output).ShouldBe("""{"exists":false}""");
    }

    [Theory]
    [InlineData("Binary", "f", "childItems", "UserErrorInvalidProperty: look: the field 'childItems' is of folders alone")]
    [InlineData("Binary", null, "size", "UserErrorInvalidProperty: look: the field 'size' is of files alone")]
    [InlineData("Binary", "f", "created", "UserErrorNotSupportedLocally: look: the field 'created' is not supported here")]
    [InlineData("Json", "f", "structure", "UserErrorNotSupportedLocally: dataset 'data': structure and columnCount are of DelimitedText alone")]
    public async Task A_field_that_does_not_fit_fails_by_its_name(string type, string? file, string field, string message)
    {
        await _bench.PutAsync("bronze/x/f", "{}");
        _bench.AddDataset("data", type, "bronze/x", file);

        (await Should.ThrowAsync<ActivityFailure>(MetadataAsync("data", field))).Message.ShouldStartWith(message);
    }

    [Fact]
    public async Task Child_items_can_be_filtered_by_time_which_leaves_folders_out()
    {
        await _bench.PutAsync("bronze/x/a", "a");
        await _bench.PutAsync("bronze/x/deep/b", "b");
        _bench.AddDataset("folder", "Binary", "bronze/x");

        var all = await _bench.RunAsync(Json("folder", "'modifiedDatetimeStart': '2000-01-01T00:00:00Z'", "childItems"));
        var none = await _bench.RunAsync(Json("folder", "'modifiedDatetimeEnd': '2000-01-01T00:00:00Z'", "childItems"));

        all["childItems"]!.ToJsonString().ShouldBe("""[{"name":"a","type":"File"}]""");
        none["childItems"]!.AsArray().ShouldBeEmpty();
    }

    private Task<JsonObject> MetadataAsync(string dataset, params string[] fields) => _bench.RunAsync(Json(dataset, "", fields));

    private static string Json(string dataset, string settings, params string[] fields) =>
        $"{{'name': 'look', 'type': 'GetMetadata', 'typeProperties': {{'dataset': {{'referenceName': '{dataset}', 'type': 'DatasetReference'}}, 'fieldList': [{string.Join(", ", fields.Select(field => $"'{field}'"))}]"
        + $"{(settings.Length == 0 ? "" : $", 'storeSettings': {{'type': 'AzureBlobFSReadSettings', {settings}}}")}}}}}";

    private static string Without(JsonObject output)
    {
        output.Remove("effectiveIntegrationRuntime").ShouldBeTrue();
        output.Remove("executionDuration").ShouldBeTrue();
        return output.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
