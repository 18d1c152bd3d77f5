using System.Text.Json;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

public sealed class DeltaProtocolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LakeTable Table => DataLake.Open(_folder.Path).Table("gold.rows");

    private string Log => _folder.PathOf("gold", "tables", "rows", "_delta_log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_commit_holds_protocol_metadata_and_a_file_with_its_statistics()
    {
        await Table.AppendAsync(
            [new Row("b", 2, double.NaN), new Row("ü", null, 1), new Row(new string('z', 40), 1, 2)],
            new TableWriteOptions { RunId = "run-1", Transaction = ("app", 3), Info = new Dictionary<string, string> { ["stage"] = "gold" } }, Cancel);

        var actions = Read(0);
        actions["protocol"].GetRawText().ShouldBe("""{"minReaderVersion":1,"minWriterVersion":2}""");
        actions["metaData"].GetProperty("format").GetRawText().ShouldBe("""{"provider":"parquet","options":{}}""");
        actions["metaData"].GetProperty("partitionColumns").GetArrayLength().ShouldBe(0);
        actions["metaData"].GetProperty("schemaString").GetString().ShouldBe(
            """{"type":"struct","fields":[{"name":"name","type":"string","nullable":false,"metadata":{}},{"name":"count","type":"long","nullable":true,"metadata":{}},{"name":"value","type":"double","nullable":false,"metadata":{}}]}""");
        actions["txn"].GetProperty("appId").GetString().ShouldBe("app");
        actions["commitInfo"].GetProperty("runId").GetString().ShouldBe("run-1");
        actions["commitInfo"].GetProperty("operationParameters").GetProperty("stage").GetString().ShouldBe("gold");
        var add = actions["add"];
        new FileInfo(Path.Combine(Log, "..", add.GetProperty("path").GetString()!)).Length.ShouldBe(add.GetProperty("size").GetInt64());
        var statistics = JsonDocument.Parse(add.GetProperty("stats").GetString()!).RootElement;
        statistics.GetProperty("numRecords").GetInt64().ShouldBe(3);
        statistics.GetProperty("minValues").GetRawText().ShouldBe("""{"name":"b","count":1}""", "a column with NaN has no bounds");
        statistics.GetProperty("maxValues").GetProperty("name").GetString().ShouldBe("ü");
        statistics.GetProperty("nullCount").GetRawText().ShouldBe("""{"name":0,"count":1,"value":0}""");
    }

    [Fact]
    public async Task Long_texts_are_bounded_by_a_prefix_from_both_sides()
    {
        var text = new string('a', 31) + "😀" + "tail";
        await Table.AppendAsync([new Row(text, 1, 1)], cancellationToken: Cancel);

        var statistics = JsonDocument.Parse(Read(0)["add"].GetProperty("stats").GetString()!).RootElement;

        statistics.GetProperty("minValues").GetProperty("name").GetString().ShouldBe(new string('a', 31));
        statistics.GetProperty("maxValues").GetProperty("name").GetString().ShouldBe(new string('a', 31) + "\U0010FFFF");
        (await Table.ReadAsync<Row>(new TableReadOptions { Where = TableFilter.Equal("name", text) }, Cancel).CountAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task Files_that_cannot_hold_a_match_are_neither_opened_nor_rewritten()
    {
        for (var i = 0; i < 3; i++)
        {
            await Table.AppendAsync([new Row($"{i}a", i, i), new Row($"{i}b", i, i)], cancellationToken: Cancel);
        }

        var files = (await Table.FindSnapshotAsync(cancellationToken: Cancel))!.Files;
        await File.WriteAllTextAsync(Path.Combine(Log, "..", files[0].Path), "broken", Cancel);

        await Table.ReplaceAsync(TableFilter.In("name", ["1a"]), [new Row("1a", 10, 10)], cancellationToken: Cancel);

        var after = (await Table.FindSnapshotAsync(cancellationToken: Cancel))!.Files;
        after.Select(file => file.Path).Intersect(files.Select(file => file.Path)).ShouldBe([files[0].Path, files[2].Path]);
        (await Table.ReadAsync<Row>(new TableReadOptions { Where = TableFilter.Equal("count", 10) }, Cancel).ToListAsync(Cancel)).ShouldBe([new Row("1a", 10, 10)]);
    }

    [Fact]
    public async Task An_overwrite_keeps_the_tables_id_and_states_the_columns_only_when_they_change()
    {
        await Table.AppendAsync([new Row("a", 1, 1)], cancellationToken: Cancel);
        var id = (await Table.FindSnapshotAsync(cancellationToken: Cancel))!.Id;
        await Table.OverwriteAsync([new Row("b", 1, 1)], cancellationToken: Cancel);
        Read(1).ShouldNotContainKey("metaData");

        await Table.OverwriteAsync([new Narrow("c")], cancellationToken: Cancel);

        Read(2)["metaData"].GetProperty("id").GetString().ShouldBe(id);
        (await Table.FindSnapshotAsync(cancellationToken: Cancel))!.Schema.ToString().ShouldBe("name string not null");
        (await Table.ReadAsync<Row>(new TableReadOptions { Version = 1 }, Cancel).ToListAsync(Cancel)).ShouldBe([new Row("b", 1, 1)]);
    }

    [Fact]
    public async Task Nothing_to_do_makes_no_version()
    {
        await Table.AppendAsync([new Row("a", 1, 1)], cancellationToken: Cancel);

        (await Table.AppendAsync(Array.Empty<Row>(), cancellationToken: Cancel)).ShouldBe(new TableCommit(0, 0, 0));
        (await Table.ReplaceAsync(TableFilter.Equal("name", "none"), Array.Empty<Row>(), cancellationToken: Cancel)).ShouldBe(new TableCommit(0, 0, 0));
        Directory.GetFiles(Log).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_value_where_none_may_be_is_refused_by_name_and_leaves_nothing()
    {
        await Table.AppendAsync([new Row("a", 1, 1)], cancellationToken: Cancel);

        var error = await Should.ThrowAsync<LakeException>(() => Table.AppendAsync([new Loose(null, 1, 1)], cancellationToken: Cancel));

        error.Message.ShouldContain("'name'");
        Directory.GetFiles(Path.Combine(Log, ".."), "*.parquet").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors"],"writerFeatures":["deletionVectors"]}}""", "reader version 3 (deletionVectors)")]
    [InlineData("""{"add":{"path":"x.parquet","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true,"deletionVector":{"storageType":"u","pathOrInlineDv":"x","sizeInBytes":1,"cardinality":1}}}""", "deletion vector")]
    [InlineData("""{"add":{"path":"s3://elsewhere/x.parquet","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}""", "outside its table")]
    [InlineData("""{"add":{"path":"../x.parquet","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}""", "outside its table")]
    [InlineData("""{"add":""", "line 1 is no action")]
    public async Task A_table_that_this_build_cannot_read_is_refused_by_name(string action, string reason)
    {
        await Table.AppendAsync([new Row("a", 1, 1)], cancellationToken: Cancel);
        await File.WriteAllTextAsync(Path.Combine(Log, "00000000000000000001.json"), action, Cancel);

        (await Should.ThrowAsync<LakeException>(() => Table.FindSnapshotAsync(cancellationToken: Cancel))).Message.ShouldContain(reason);
        (await Table.ReadAsync<Row>(new TableReadOptions { Version = 0 }, Cancel).CountAsync(Cancel)).ShouldBe(1);
        AttackLedger.Withstood("lake", "a table of features that are not read", 1, "refused by name");
    }

    [Theory]
    [InlineData("""{"protocol":{"minReaderVersion":1,"minWriterVersion":4}}""", "writer version 4")]
    [InlineData("""{"metaData":{"id":"x","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"name\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}]}","partitionColumns":[],"configuration":{"delta.appendOnly":"true"}}}""", "delta.appendOnly")]
    public async Task A_table_that_this_build_may_not_change_is_refused_by_name_and_still_read(string action, string reason)
    {
        await Table.AppendAsync([new Row("a", 1, 1)], cancellationToken: Cancel);
        await File.WriteAllTextAsync(Path.Combine(Log, "00000000000000000001.json"), action, Cancel);

        (await Should.ThrowAsync<LakeException>(() => Table.OverwriteAsync([new Narrow("b")], cancellationToken: Cancel))).Message.ShouldContain(reason);
        (await Table.ReadAsync<Narrow>(cancellationToken: Cancel).ToListAsync(Cancel)).ShouldBe([new Narrow("a")]);
    }

    [Fact]
    public async Task A_gap_in_the_log_is_refused()
    {
        for (var i = 0; i < 3; i++)
        {
            await Table.AppendAsync([new Row("a", i, i)], cancellationToken: Cancel);
        }

        File.Delete(Path.Combine(Log, "00000000000000000001.json"));

        (await Should.ThrowAsync<LakeException>(() => Table.FindSnapshotAsync(cancellationToken: Cancel))).Message.ShouldContain("gap");
    }

    private Dictionary<string, JsonElement> Read(int version) => File.ReadLines(Path.Combine(Log, $"{version:d20}.json"))
        .SelectMany(line => JsonDocument.Parse(line).RootElement.EnumerateObject()).ToDictionary(action => action.Name, action => action.Value);

    private sealed record Row(string Name, long? Count, double Value);

    private sealed record Narrow(string Name);

    private sealed record Loose(string? Name, long? Count, double Value);
}
