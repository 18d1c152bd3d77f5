using System.Text;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.Tests.Bronze;

namespace VoiceLake.DataFactory.Tests.Running.Activities;

/// <summary>Copies of rows from one format to another.</summary>
public sealed class RowCopyTests : IDisposable
{
    private const string Csv = "'formatSettings': {'type': 'DelimitedTextWriteSettings', 'fileExtension': '.csv'}";

    private readonly WorkBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("", "{\"id\":\"1\",\"name\":\"Wren, field\"}\n{\"id\":\"2\",\"name\":null}\n")]
    [InlineData("'formatSettings': {'type': 'JsonWriteSettings', 'filePattern': 'arrayOfObjects'}", "[{\"id\":\"1\",\"name\":\"Wren, field\"},\n{\"id\":\"2\",\"name\":null}]\n")]
    public async Task Delimited_text_becomes_JSON(string sink, string json)
    {
        await _bench.PutAsync("bronze/in/a.csv", "id,name\r\n1,\"Wren, field\"\r\n\r\n2,\r\n");
        _bench.AddDataset("from", "DelimitedText", "bronze/in", null, "'firstRowAsHeader': true").AddDataset("to", "Json", "silver/out");

        var output = await _bench.CopyAsync("from", "to", "", sink);

        (await _bench.NamesAsync("silver")).ShouldBe(["out/a.json"]);
        (await _bench.TextAsync("silver/out/a.json")).ShouldBe(json);
        output["rowsRead"]!.GetValue<long>().ShouldBe(2);
        output["rowsCopied"]!.GetValue<long>().ShouldBe(2);
        output["dataRead"]!.GetValue<long>().ShouldBe(32);
        output["dataWritten"]!.GetValue<long>().ShouldBe(json.Length);
    }

    [Fact]
    public async Task JSON_of_a_web_server_becomes_delimited_text()
    {
        await using var server = new ScriptedServer(_ => new Answer(200, Encoding.UTF8.GetBytes("""[{"id": 1, "ok": true, "name": "a \"b\""}, {"name": "x", "id": 2.5}]""")));
        _bench.AddWebDataset("from", "Json", new Uri(server.Address, "rows")).AddDataset("to", "DelimitedText", "silver/out", "a.csv", """
            "firstRowAsHeader": true, "escapeChar": "\""
            """);

        await _bench.CopyAsync("from", "to");

        (await _bench.TextAsync("silver/out/a.csv")).ShouldBe("id,ok,name\r\n1,True,\"a \"\"b\"\"\"\r\n2.5,,x\r\n");
    }

    [Fact]
    public async Task Rows_of_several_packed_files_merge_under_one_header()
    {
        _bench.AddDataset("plain", "DelimitedText", "bronze/plain", null, "'firstRowAsHeader': true")
            .AddDataset("packed", "DelimitedText", "bronze/packed", null, "'firstRowAsHeader': true, 'compressionCodec': 'gzip'")
            .AddDataset("one", "DelimitedText", "silver", "all.csv", "'firstRowAsHeader': true");
        await _bench.PutAsync("bronze/plain/a.csv", "id\r\n1\r\n");
        await _bench.PutAsync("bronze/plain/b.csv", "id\r\n2\r\n");

        await _bench.CopyAsync("plain", "packed", "", Csv);
        var output = await _bench.CopyAsync("packed", "one", "", "'storeSettings': {'type': 'AzureBlobFSWriteSettings', 'copyBehavior': 'MergeFiles'}");

        (await _bench.NamesAsync("bronze")).ShouldBe(["packed/a.csv.gz", "packed/b.csv.gz", "plain/a.csv", "plain/b.csv"]);
        (await _bench.TextAsync("silver/all.csv")).ShouldBe("id\r\n1\r\n2\r\n");
        output["rowsCopied"]!.GetValue<long>().ShouldBe(2);
    }

    [Theory]
    [InlineData("{\"a\": 1}{\"a\": 2, \"b\": 3}", "row 2: it has 'b', which the first row has not")]
    [InlineData("{\"a\": [1]}", "row 1: 'a' is an Array")]
    [InlineData("{\"a\": null}", "row 1: it would be an empty line")]
    public async Task What_delimited_text_cannot_hold_fails_and_leaves_no_file(string json, string message)
    {
        await _bench.PutAsync("bronze/in/a.json", json);
        _bench.AddDataset("from", "Json", "bronze/in", "a.json").AddDataset("to", "DelimitedText", "silver/out", "a.csv");

        (await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"))).Message.ShouldContain(message);
        (await _bench.NamesAsync("silver")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_read_and_written()
    {
        await _bench.PutAsync("bronze/in/a.csv", Encoding.Latin1.GetBytes("name\r\nZoë\r\n"));
        _bench.AddDataset("from", "DelimitedText", "bronze/in", "a.csv", "'firstRowAsHeader': true, 'encodingName': 'ISO-8859-1'").AddDataset("to", "Json", "silver/out", "a.json", "'encodingName': 'UTF-16'");

        await _bench.CopyAsync("from", "to");

        Encoding.Unicode.GetString(await _bench.BytesAsync("silver/out/a.json")).TrimStart('\uFEFF').ShouldBe("{\"name\":\"Zoë\"}\n");
        (await _bench.LookupAsync("to"))["firstRow"]!["name"]!.ToString().ShouldBe("Zoë");
    }

    [Fact]
    public async Task Files_that_are_read_row_by_row_are_not_deleted_by_mistake()
    {
        await _bench.PutAsync("bronze/in/a.json", "{}");
        _bench.AddDataset("from", "Json", "bronze/in", "a.json").AddDataset("to", "Json", "silver/out", "a.json");

        (await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to", "'storeSettings': {'type': 'AzureBlobFSReadSettings', 'deleteFilesAfterCompletion': true}"))).Message
            .ShouldBe("UserErrorInvalidProperty: copy.source.storeSettings: deleteFilesAfterCompletion goes with copies of Binary datasets alone, here as in Azure: leave it out.");
    }

    [Theory]
    [InlineData("'encodingName': 'UTF-16'", "[\"")]
    [InlineData("'compression': {'type': 'gzip'}", "{}")]
    [InlineData("'encodingName': 'EBCDIC'", "{}")]
    [InlineData("", "\u00ff")]
    public async Task A_file_that_is_not_as_its_dataset_says_fails_and_is_named(string more, string text)
    {
        await _bench.PutAsync("bronze/in/a.json", Encoding.Latin1.GetBytes(text + "x"));
        _bench.AddDataset("from", "Json", "bronze/in", "a.json", more).AddDataset("to", "Json", "silver/out", "a.json");

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"));

        failure.ErrorCode.ShouldBe("2200");
        failure.Message.ShouldContain(more.Contains("EBCDIC", StringComparison.Ordinal) ? "encodingName 'EBCDIC' is not supported here" : "'bronze/in/a.json' cannot be read as JSON after row");
        (await _bench.NamesAsync("silver")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Binary", "Json", "a Binary dataset is copied to a Binary dataset alone, not from Binary to Json")]
    [InlineData("Json", "Binary", "a Binary dataset is copied to a Binary dataset alone, not from Json to Binary")]
    public async Task Bytes_do_not_become_rows(string from, string to, string message)
    {
        _bench.AddDataset("from", from, "bronze/in", "a").AddDataset("to", to, "silver/out", "a");

        (await Should.ThrowAsync<ActivityFailure>(_bench.CopyAsync("from", "to"))).Message.ShouldContain(message);
    }
}
