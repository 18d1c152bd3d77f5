using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

/// <summary>A log that is not as it was written gives the right rows or an error by name, and never other rows.</summary>
public sealed class DamagedLogTests(DamagedTable table) : IClassFixture<DamagedTable>
{
    private const int Commits = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_cut_anywhere_is_refused()
    {
        var cases = 0;
        for (var version = 0; version < Commits; version++)
        {
            var whole = await File.ReadAllBytesAsync(table.Commit(version), Token);
            for (var length = 0; length < whole.Length; length += 17, cases++)
            {
                // Without its last line end a commit is still whole.
                var noticed = await table.TryAsync(table.Commit(version), whole.AsMemory(0, length), $"commit {version} cut after {length} of {whole.Length} bytes");
                noticed.ShouldBe(length < whole.Length - 1, $"commit {version}, {length} of {whole.Length} bytes");
            }
        }

        AttackLedger.Withstood("lake", "a commit is cut short", cases, "an error that names the file and the remedy");
    }

    [Fact]
    public async Task A_commit_that_lost_whole_lines_is_refused()
    {
        var cases = 0;
        for (var version = 0; version < Commits; version++)
        {
            var lines = await File.ReadAllLinesAsync(table.Commit(version), Token);
            for (var line = 1; line < lines.Length; line++, cases++)
            {
                var rest = lines.Where((_, i) => i != line).Select(text => text + "\n");
                (await table.TryAsync(table.Commit(version), System.Text.Encoding.UTF8.GetBytes(string.Concat(rest)), $"commit {version} without line {line}")).ShouldBeTrue();
            }
        }

        AttackLedger.Withstood("lake", "a commit lost whole lines", cases, "an error that names the file and the remedy");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"add":null}""")]
    [InlineData("""{"add":{}}""")]
    [InlineData("""{"add":{"path":null,"size":1,"modificationTime":1,"dataChange":true}}""")]
    [InlineData("""{"add":{"path":"","size":1,"modificationTime":1,"dataChange":true}}""")]
    [InlineData("""{"add":{"path":"/etc/passwd","size":1,"modificationTime":1,"dataChange":true}}""")]
    [InlineData("""{"add":{"path":"%2e%2e/%2e%2e/x.parquet","size":1,"modificationTime":1,"dataChange":true}}""")]
    [InlineData("""{"add":{"path":"x.parquet","size":1e400,"modificationTime":1,"dataChange":true}}""")]
    [InlineData("""{"add":{"path":"x.parquet","size":1,"modificationTime":1,"dataChange":true,"stats":"{\"numRecords\":"}}""")]
    [InlineData("""{"remove":{"path":"never-there.parquet","dataChange":true}}""")]
    [InlineData("""{"remove":{}}""")]
    [InlineData("""{"txn":{"version":1}}""")]
    [InlineData("""{"metaData":{"id":"x"}}""")]
    [InlineData("""{"metaData":{"id":"x","schemaString":"no json"}}""")]
    [InlineData("""{"metaData":{"id":"x","schemaString":"{}"}}""")]
    [InlineData("""{"metaData":{"id":"x","schemaString":"{\"fields\":[{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"A\",\"type\":\"long\"}]}"}}""")]
    [InlineData("""{"metaData":{"id":"x","schemaString":"{\"fields\":[{\"name\":7,\"type\":\"long\"}]}"}}""")]
    [InlineData("""{"metaData":{"id":"x","schemaString":"{\"fields\":[]}","format":{"provider":"orc"}}}""")]
    [InlineData("""{"protocol":{"minReaderVersion":99,"minWriterVersion":99}}""")]
    [InlineData("<html>not a log</html>")]
    public async Task A_commit_of_other_things_is_refused_or_changes_no_row(string line)
    {
        var commit = table.Commit(Commits);
        await File.WriteAllTextAsync(commit, "", Token);

        var noticed = await table.TryAsync(commit, System.Text.Encoding.UTF8.GetBytes(line + "\n"), line);

        File.Delete(commit);
        noticed.ShouldBe(line is not ("{}" or """{"add":null}"""));
        AttackLedger.Withstood("lake", "a commit of other things", 1, "an error by name, or the right rows where it says nothing");
    }

    [Fact]
    public async Task A_history_whose_statistics_are_no_text_of_JSON_names_table_and_file()
    {
        using var folder = new TemporaryFolder();
        var history = DataLake.Open(folder.Path).Table("silver.things");
        await history.AppendAsync([new LakeTableTests.Pair("a", 1)], cancellationToken: Token);
        await File.WriteAllTextAsync(
            folder.PathOf("silver", "tables", "things", "_delta_log", "00000000000000000001.json"),
            """{"add":{"path":"x.parquet","size":1,"modificationTime":1,"dataChange":true,"stats":"{\"numRecords\"n"}}""", Token);

        var error = await Should.ThrowAsync<LakeException>(() => history.HistoryAsync(Token));

        error.Message.ShouldStartWith("What the log of silver.things says of the file 'x.parquet' cannot be read: ");
        error.Message.ShouldEndWith("Bring the log back from a copy of the lake.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_version_that_is_missing_is_named(int version)
    {
        var whole = await File.ReadAllBytesAsync(table.Commit(version), Token);
        File.Delete(table.Commit(version));

        var error = await Should.ThrowAsync<LakeException>(table.ReadAsync);

        await File.WriteAllBytesAsync(table.Commit(version), whole, Token);
        error.Message.ShouldBe($"The log of gold.rows has a gap: version {version + 1} follows {version - 1}. Bring back the missing commits.");
        AttackLedger.Withstood("lake", "a version is missing in the log", 1, "an error that names the gap");
    }

    [Fact]
    public async Task A_log_without_its_beginning_is_refused()
    {
        var whole = await File.ReadAllBytesAsync(table.Commit(0), Token);
        File.Delete(table.Commit(0));

        var error = await Should.ThrowAsync<LakeException>(table.ReadAsync);

        await File.WriteAllBytesAsync(table.Commit(0), whole, Token);
        error.Message.ShouldContain("its log starts at version 1, and no checkpoint stands before");
        AttackLedger.Withstood("lake", "the log lost its beginning", 1, "an error that names the first version");
    }

    [Theory]
    [InlineData("backup/00000000000000000001.json", false)]
    [InlineData("backup/_delta_log.old/00000000000000000001.json", false)]
    [InlineData("00000000000000000001.JSON", false)]
    [InlineData("00000000000000000001.json.bak", false)]
    [InlineData("00000000000000000001 (1).json", false)]
    [InlineData("0000000000000000000١.json", false)]
    [InlineData("00000000000000000001.00000000-0000-0000-0000-000000000000.json", false)]
    [InlineData("99999999999999999999.json", true)]
    public async Task Two_files_of_one_version_do_not_both_count(string name, bool refused)
    {
        var copy = Path.Combine(table.Log, name);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(table.Commit(1), copy);

        (await table.TryAsync(copy, await File.ReadAllBytesAsync(copy, Token), name)).ShouldBe(refused);

        File.Delete(copy);
        AttackLedger.Withstood("lake", "two files of one version", 1, "one of them counts, or an error that names the file");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"version":99,"size":1}""")]
    [InlineData("""{"version":-1}""")]
    [InlineData("\0\0\0\0")]
    public async Task A_pointer_to_the_last_checkpoint_that_lies_changes_no_row(string content)
    {
        var pointer = Path.Combine(table.Log, "_last_checkpoint");
        await File.WriteAllTextAsync(pointer, content, Token);

        (await table.ReadAsync()).ShouldBe(table.Rows);

        File.Delete(pointer);
        AttackLedger.Withstood("lake", "the pointer to the last checkpoint lies", 1, "the right rows: the folder itself is asked");
    }
}
