using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

public sealed class LakeTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataLake _lake;

    public LakeTableTests() => _lake = DataLake.Open(_folder.Path);

    private LakeTable Table => _lake.Table("silver.things");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_come_back_as_they_went_in()
    {
        Thing[] rows = [Thing.Full(1), Thing.Empty(2), Thing.Full(3)];

        var commit = await Table.AppendAsync(rows, cancellationToken: TestContext.Current.CancellationToken);

        commit.ShouldBe(new TableCommit(0, 3, 0));
        var read = await Table.ReadAsync<Thing>(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        string.Join('\n', read.Select(Thing.Text)).ShouldBe(string.Join('\n', rows.Select(Thing.Text)));
    }

    [Fact]
    public async Task Appended_rows_follow_those_that_are_there()
    {
        await Table.AppendAsync([new Pair("a", 1)], cancellationToken: TestContext.Current.CancellationToken);
        await Table.AppendAsync([new Pair("b", 2)], cancellationToken: TestContext.Current.CancellationToken);

        (await PairsAsync()).ShouldBe([new Pair("a", 1), new Pair("b", 2)]);
    }

    [Fact]
    public async Task An_overwrite_leaves_only_its_own_rows_and_the_old_version_can_still_be_read()
    {
        await Table.AppendAsync([new Pair("a", 1)], cancellationToken: TestContext.Current.CancellationToken);

        var commit = await Table.OverwriteAsync<Pair>([], cancellationToken: TestContext.Current.CancellationToken);

        commit.ShouldBe(new TableCommit(1, 0, 1));
        (await PairsAsync()).ShouldBeEmpty();
        (await PairsAsync(new TableReadOptions { Version = 0 })).ShouldBe([new Pair("a", 1)]);
    }

    [Fact]
    public async Task Replacing_the_rows_of_a_key_twice_gives_what_once_gives()
    {
        await Table.AppendAsync([new Pair("a", 1), new Pair("b", 2), new Pair("c", 3)], cancellationToken: TestContext.Current.CancellationToken);
        for (var i = 0; i < 2; i++)
        {
            var commit = await Table.ReplaceAsync(TableFilter.In("name", ["b"]), [new Pair("b", 20)], cancellationToken: TestContext.Current.CancellationToken);
            commit.RowsAdded.ShouldBe(1);
            commit.RowsRemoved.ShouldBe(1);
        }

        (await PairsAsync()).OrderBy(pair => pair.Name).ShouldBe([new Pair("a", 1), new Pair("b", 20), new Pair("c", 3)]);
    }

    [Fact]
    public async Task A_filter_and_a_selection_read_what_they_name()
    {
        await Table.AppendAsync([new Pair("a", 1), new Pair("b", 2)], cancellationToken: TestContext.Current.CancellationToken);

        var batches = await Table.ReadBatchesAsync(new TableReadOptions { Columns = ["name"], Where = TableFilter.Equal("count", 2) }, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        batches.Single().Column<string>("name").ShouldBe(["b"]);
        batches.Single().Schema.Columns.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_table_is_named_with_the_stage_that_writes_it()
    {
        var error = await Should.ThrowAsync<LakeTableNotFoundException>(async () => await PairsAsync());

        error.Message.ShouldContain("silver.things");
        error.Message.ShouldContain("run notebook 02-silver-decode-and-cast");
        (await Table.FindSnapshotAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task A_transaction_that_the_table_has_is_not_written_again()
    {
        var options = new TableWriteOptions { Transaction = ("silver", 7) };
        await Table.AppendAsync([new Pair("a", 1)], options, TestContext.Current.CancellationToken);

        var again = await Table.AppendAsync([new Pair("a", 1)], options, TestContext.Current.CancellationToken);

        again.ShouldBe(new TableCommit(0, 0, 0));
        (await PairsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Rows_of_other_columns_are_refused_by_name()
    {
        await Table.AppendAsync([new Pair("a", 1)], cancellationToken: TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<LakeSchemaException>(() => Table.AppendAsync([new Other("a", "b")], cancellationToken: TestContext.Current.CancellationToken));

        error.Message.ShouldContain("'count' is long in the table and string in the rows");
    }

    [Fact]
    public async Task The_history_says_in_sql_which_rows_were_replaced()
    {
        await Table.AppendAsync([new Pair("a", 1)], cancellationToken: TestContext.Current.CancellationToken);
        await Table.ReplaceAsync(TableFilter.In("name", Enumerable.Range(0, 20).Select(n => $"o'{n}")), [new Pair("o'1", 1)], cancellationToken: TestContext.Current.CancellationToken);
        await Table.ReplaceAsync(TableFilter.In("name", ["a"]), [new Pair("a", 2)], cancellationToken: TestContext.Current.CancellationToken);
        await Table.ReplaceAsync(TableFilter.Equal("count", 2), [new Pair("a", 3)], cancellationToken: TestContext.Current.CancellationToken);

        var history = await Table.HistoryAsync(TestContext.Current.CancellationToken);

        history.Select(version => version.Parameters.GetValueOrDefault("predicate")).ShouldBe(
            ["count = 2", "name = 'a'", "name IN ('o''0', 'o''1', 'o''2', … 17 more)", null]);
    }

    [Fact]
    public void A_filter_prints_as_sql() => new[]
    {
        TableFilter.Equal("note", null), TableFilter.Equal("flag", true), TableFilter.Equal("day", new DateOnly(2026, 11, 23)), TableFilter.Equal("half", 0.5),
        TableFilter.Equal("at", new DateTimeOffset(2026, 11, 23, 1, 2, 3, TimeSpan.FromHours(1))), TableFilter.In("name", []),
    }.Select(filter => filter.ToString()).ShouldBe(
        ["note IS NULL", "flag = true", "day = '2026-11-23'", "half = 0.5", "at = '2026-11-23T00:02:03Z'", "name IN ()"]);

    private async Task<List<Pair>> PairsAsync(TableReadOptions? options = null) =>
        await Table.ReadAsync<Pair>(options, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    public sealed record Pair(string Name, long Count);

    public sealed record Other(string Name, string Count);
}
