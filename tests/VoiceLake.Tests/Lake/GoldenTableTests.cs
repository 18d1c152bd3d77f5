using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

/// <summary>Tables written by hand from the protocol's text, with data files of an independent writer.</summary>
public sealed class GoldenTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Partition_values_come_from_the_log_and_paths_are_decoded()
    {
        (await CsvAsync("partitioned")).ShouldBe([
            "clip,language,day,n_samples,duration_s",
            "a/1,en,2008-03-18,16000,1",
            "a/2,en,2008-03-18,24000,1.5",
            "b/1,zh TW,2026-11-23,8000,0.5",
            "c/1,,,,",
        ]);
    }

    [Fact]
    public async Task Filters_on_partitions_and_statistics_find_their_rows()
    {
        (await CsvAsync("partitioned", new TableReadOptions { Where = TableFilter.Equal("language", "zh TW") })).Skip(1).ShouldBe(["b/1,zh TW,2026-11-23,8000,0.5"]);
        (await CsvAsync("partitioned", new TableReadOptions { Where = TableFilter.Equal("day", null), Columns = ["clip"] })).Skip(1).ShouldBe(["c/1"]);
        (await CsvAsync("partitioned", new TableReadOptions { Where = TableFilter.Equal("clip", "a/2"), Columns = ["n_samples"] })).Skip(1).ShouldBe(["24000"]);
        (await CsvAsync("partitioned", new TableReadOptions { Where = TableFilter.Equal("clip", "nobody") })).Skip(1).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_type_is_read_and_what_was_removed_or_overwritten_is_gone()
    {
        (await CsvAsync("overwritten")).Skip(1).ShouldBe([
            "3,9223372036854775807,1.5,0.1,false,näme,AP8=,2024-02-29T21:59:59.123456Z,1911-03-04,\"[\"\"a\"\",null,\"\"\"\"]\",\"[0.1,-2]\"",
            "4,,,,,,,,,,",
            "5,0,0,0,true,\"\",\"\",1969-07-20T20:17:40Z,1970-01-01,[],[]",
        ]);
    }

    [Fact]
    public async Task Older_versions_and_the_history_are_read()
    {
        (await CsvAsync("overwritten", new TableReadOptions { Version = 0, Columns = ["text"] })).Skip(1).ShouldBe(["old", "gone"]);
        (await CsvAsync("overwritten", new TableReadOptions { Version = 1, Columns = ["text"] })).Skip(1).ShouldBe(["old"]);

        var history = await Golden("overwritten").HistoryAsync(TestContext.Current.CancellationToken);

        history.Select(entry => (entry.Version, entry.Operation, entry.FilesAdded, entry.FilesRemoved)).ShouldBe([(2, "WRITE", 1, 1), (1, "DELETE", 0, 1), (0, "WRITE", 2, 0)]);
        history[^1].RunId.ShouldBe("golden-1");
        history[^1].Timestamp.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000));
    }

    [Fact]
    public async Task A_checkpoint_stands_for_the_commits_before_it_and_unknown_actions_are_passed_over()
    {
        (await CsvAsync("checkpointed")).ShouldBe(["clip,n_samples", "clip-1,1", "clip-3,3"]);
        (await CsvAsync("checkpointed", new TableReadOptions { Version = 2 })).Skip(1).ShouldBe(["clip-1,1", "clip-2,2"]);

        var snapshot = await Golden("checkpointed").FindSnapshotAsync(cancellationToken: TestContext.Current.CancellationToken);

        snapshot!.Version.ShouldBe(4);
        snapshot.Id.ShouldBe("3d9a5a52-2a3e-4c1f-b9cf-51e9f2f7c333");
        snapshot.Transactions.ShouldBe(new Dictionary<string, long> { ["silver-stream"] = 8 });
        await Should.ThrowAsync<LakeTableNotFoundException>(() => Golden("checkpointed").FindSnapshotAsync(1, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("partitioned")]
    [InlineData("overwritten")]
    [InlineData("checkpointed")]
    public async Task The_sizes_in_the_log_are_those_of_the_files(string name)
    {
        var snapshot = await Golden(name).FindSnapshotAsync(cancellationToken: TestContext.Current.CancellationToken);

        // The checkpoint of the third table was written before its files were weighed.
        foreach (var file in snapshot!.Files.Where(file => file.Length > 1))
        {
            new FileInfo(Path.Combine(_folder.Path, "gold", "tables", name, file.Path)).Length.ShouldBe(file.Length);
        }
    }

    [Fact]
    public async Task Others_tables_can_be_written_on()
    {
        var cancel = TestContext.Current.CancellationToken;
        var table = Golden("checkpointed");
        await table.AppendAsync([new Clip("clip-4", 4)], cancellationToken: cancel);
        await table.ReplaceAsync(TableFilter.Equal("n_samples", 1), [new Clip("clip-1", 10)], cancellationToken: cancel);

        (await table.ReadAsync<Clip>(cancellationToken: cancel).ToListAsync(cancel)).OrderBy(clip => clip.Name).ShouldBe([new Clip("clip-1", 10), new Clip("clip-3", 3), new Clip("clip-4", 4)]);
    }

    [Fact]
    public async Task Rows_appended_to_a_partitioned_table_stand_in_their_partitions()
    {
        var cancel = TestContext.Current.CancellationToken;
        var table = Golden("partitioned");
        var commit = await table.AppendAsync([new Part("d/1", "en", new DateOnly(2008, 3, 18), 1, 0.1), new Part("d/2", "a/b=c%", null, null, null), new Part("d/3", "en", new DateOnly(2008, 3, 18), 2, 0.2)], cancellationToken: cancel);

        commit.RowsAdded.ShouldBe(3);
        var snapshot = await table.FindSnapshotAsync(cancellationToken: cancel);
        snapshot!.Files.Count.ShouldBe(5);
        snapshot.Files[^1].PartitionValues.ShouldBe(new Dictionary<string, string?> { ["language"] = "a/b=c%", ["day"] = null });
        (await CsvOfAsync(table, new TableReadOptions { Where = TableFilter.In("language", ["a/b=c%"]) })).Skip(1).ShouldBe(["d/2,a/b=c%,,,"]);
        (await CsvOfAsync(table, new TableReadOptions { Where = TableFilter.Equal("clip", "d/3") })).Skip(1).ShouldBe(["d/3,en,2008-03-18,2,0.2"]);
    }

    private LakeTable Golden(string name)
    {
        var source = Repository.PathOf("tests", "VoiceLake.Tests", "Lake", "golden", name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.Path, "gold", "tables", name, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        return DataLake.Open(_folder.Path).Table($"gold.{name}");
    }

    private Task<string[]> CsvAsync(string name, TableReadOptions? options = null) => CsvOfAsync(Golden(name), options);

    private static async Task<string[]> CsvOfAsync(LakeTable table, TableReadOptions? options = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var snapshot = await table.FindSnapshotAsync(options?.Version, cancel);
        await using var text = new StringWriter();
        await TableCsv.WriteAsync(text, options?.Columns is { } names ? new TableSchema(snapshot!.Schema.Columns.Where(column => names.Contains(column.Name))) : snapshot!.Schema, table.ReadBatchesAsync(options, cancel), cancellationToken: cancel);
        return text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed record Clip([property: LakeColumn("clip")] string Name, long NSamples);

    private sealed record Part(string Clip, string? Language, DateOnly? Day, long? NSamples, double? DurationS);
}
