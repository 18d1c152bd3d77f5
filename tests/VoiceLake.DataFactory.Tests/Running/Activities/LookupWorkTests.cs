using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Tests.Running.Activities;

public sealed class LookupWorkTests : IDisposable
{
    private readonly WorkBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("[{'a': 1}, {'a': 2}]")]
    [InlineData("{'a': 1}\n{'a': 2}\n")]
    [InlineData("\uFEFF  {'a': 1} {'a': 2}")]
    [InlineData("{\n  'a': 1\n}{\n  'a': 2\n}")]
    public async Task Rows_of_JSON_come_in_each_of_its_forms(string text)
    {
        await _bench.PutAsync("miscellaneous/rows.json", text.Replace('\'', '"'));
        _bench.AddDataset("rows", "Json", "miscellaneous", "rows.json");

        var output = await _bench.LookupAsync("rows", "'firstRowOnly': false");

        output["count"]!.GetValue<int>().ShouldBe(2);
        output["value"]!.ToJsonString().ShouldBe("""[{"a":1},{"a":2}]""");
        output.ContainsKey("warnings").ShouldBeFalse();
    }

    [Fact]
    public async Task Unless_told_otherwise_it_gives_the_first_row()
    {
        await _bench.PutAsync("miscellaneous/rows.csv", "id,name\r\n1,Wrenfield\r\n2,Zimka\r\n");
        _bench.AddDataset("rows", "DelimitedText", "miscellaneous", "rows.csv", "'firstRowAsHeader': true");

        var output = await _bench.LookupAsync("rows");

        output["firstRow"]!.ToJsonString().ShouldBe("""{"id":"1","name":"Wrenfield"}""");
        output.ContainsKey("value").ShouldBeFalse();
        output["effectiveIntegrationRuntime"]!.ToString().ShouldBe("VoiceLake (this machine, not Azure)");
    }

    [Theory]
    [InlineData(5_000, null)]
    [InlineData(6_321, "Lookup 'lookup' gives the first 5000 of 6321 rows, as in Azure, where nothing says so: 1321 rows are missing. Read the data in pages of at most 5000 rows.")]
    public async Task Rows_behind_the_limit_are_left_out_and_it_says_so(int rows, string? warning)
    {
        await _bench.PutAsync("miscellaneous/rows.json", new JsonArray([.. Enumerable.Range(0, rows).Select(i => (JsonNode)new JsonObject { ["i"] = i })]).ToJsonString());
        _bench.AddDataset("rows", "Json", "miscellaneous", "rows.json");

        var output = await _bench.LookupAsync("rows", "'firstRowOnly': false");

        output["count"]!.GetValue<int>().ShouldBe(5_000);
        output["value"]!.AsArray()[^1]!["i"]!.GetValue<int>().ShouldBe(4_999);
        (output["warnings"]?.AsArray().ShouldHaveSingleItem()!.ToString()).ShouldBe(warning);
    }

    [Fact]
    public async Task An_output_of_more_than_four_megabytes_fails()
    {
        await _bench.PutAsync("miscellaneous/rows.json", $$"""[{"a": "{{new string('x', 4 << 20)}}"}]""");
        _bench.AddDataset("rows", "Json", "miscellaneous", "rows.json");

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.LookupAsync("rows"));

        failure.ErrorCode.ShouldBe("2001");
        failure.Message.ShouldContain("may have 4194304 (4 MB)");
    }

    [Theory]
    [InlineData("[{'a': 1}, 2]", "UserErrorInvalidFormat: 'miscellaneous/rows.json': row 2 is no object")]
    [InlineData("[{'a': 1}, {'a': ", "UserErrorInvalidFormat: 'miscellaneous/rows.json' cannot be read as JSON after row")]
    [InlineData("[{'a': 1, 'a': 2}]", "UserErrorInvalidFormat: 'miscellaneous/rows.json' cannot be read as JSON after row 0")]
    public async Task What_is_no_list_of_objects_fails_and_names_file_and_row(string text, string message)
    {
        await _bench.PutAsync("miscellaneous/rows.json", text.Replace('\'', '"'));
        _bench.AddDataset("rows", "Json", "miscellaneous", "rows.json");

        var failure = await Should.ThrowAsync<ActivityFailure>(_bench.LookupAsync("rows", "'firstRowOnly': false"));

        failure.ErrorCode.ShouldBe("2100");
        failure.Message.ShouldStartWith(message);
    }
}
