using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

public sealed class TableConcurrencyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Many_writers_append_at_once_and_nothing_is_lost()
    {
        const int Writers = 6;
        const int Commits = 8;

        var versions = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                var table = Table();
                List<long> mine = [];
                for (var i = 0; i < Commits; i++)
                {
                    mine.Add((await table.AppendAsync([new Row(writer, i)], cancellationToken: Cancel)).Version);
                }

                return mine;
            },
            Cancel)));

        versions.SelectMany(mine => mine).Order().ShouldBe(Enumerable.Range(0, Writers * Commits).Select(version => (long)version));
        (await RowsAsync()).OrderBy(row => row.Writer).ThenBy(row => row.Number)
            .ShouldBe(Enumerable.Range(0, Writers).SelectMany(writer => Enumerable.Range(0, Commits).Select(i => new Row(writer, i))));
    }

    [Fact]
    public async Task Writers_that_replace_different_keys_go_together()
    {
        for (var i = 0; i < 2; i++)
        {
            await Table().AppendAsync([new Row(i, 0)], cancellationToken: Cancel);
        }

        await MeanwhileAsync(
            rows => Table().ReplaceAsync(TableFilter.Equal("writer", 0), rows, cancellationToken: Cancel), [new Row(0, 1)],
            () => Table().ReplaceAsync(TableFilter.Equal("writer", 1), [new Row(1, 1)], cancellationToken: Cancel));

        (await RowsAsync()).OrderBy(row => row.Writer).ShouldBe([new Row(0, 1), new Row(1, 1)]);
    }

    [Fact]
    public async Task A_replace_loses_by_name_to_rows_that_it_would_have_had_to_replace()
    {
        await Table().AppendAsync([new Row(0, 0)], cancellationToken: Cancel);

        var lost = await Should.ThrowAsync<LakeConflictException>(() => MeanwhileAsync(
            rows => Table().ReplaceAsync(TableFilter.Equal("writer", 0), rows, cancellationToken: Cancel), [new Row(0, 1)],
            () => Table().AppendAsync([new Row(0, 9)], cancellationToken: Cancel)));

        lost.Conflict.ShouldBe(CommitConflict.ConcurrentAppend);
        (await RowsAsync()).ShouldBe([new Row(0, 0), new Row(0, 9)]);
    }

    [Fact]
    public async Task A_replace_loses_by_name_to_another_of_the_same_key()
    {
        await Table().AppendAsync([new Row(0, 0)], cancellationToken: Cancel);

        var lost = await Should.ThrowAsync<LakeConflictException>(() => MeanwhileAsync(
            rows => Table().ReplaceAsync(TableFilter.Equal("writer", 0), rows, cancellationToken: Cancel), [new Row(0, 1)],
            () => Table().ReplaceAsync(TableFilter.Equal("writer", 0), [new Row(0, 2)], cancellationToken: Cancel)));

        lost.Conflict.ShouldBe(CommitConflict.ConcurrentDelete);
        (await RowsAsync()).ShouldBe([new Row(0, 2)]);
    }

    [Fact]
    public async Task An_overwrite_loses_by_name_to_an_append()
    {
        await Table().AppendAsync([new Row(0, 0)], cancellationToken: Cancel);

        var lost = await Should.ThrowAsync<LakeConflictException>(() => MeanwhileAsync(
            rows => Table().OverwriteAsync(rows, cancellationToken: Cancel), [new Row(1, 1)],
            () => Table().AppendAsync([new Row(2, 2)], cancellationToken: Cancel)));

        lost.Conflict.ShouldBe(CommitConflict.ConcurrentAppend);
        lost.Version.ShouldBe(1);
        (await RowsAsync()).ShouldBe([new Row(0, 0), new Row(2, 2)]);
    }

    [Fact]
    public async Task An_append_loses_by_name_to_a_change_of_the_columns()
    {
        await Table().AppendAsync([new Row(0, 0)], cancellationToken: Cancel);

        var lost = await Should.ThrowAsync<LakeConflictException>(() => MeanwhileAsync(
            rows => Table().AppendAsync(rows, cancellationToken: Cancel), [new Row(1, 1)],
            () => Table().OverwriteAsync([new Wider(0, 0, "x")], cancellationToken: Cancel)));

        lost.Conflict.ShouldBe(CommitConflict.MetadataChanged);
    }

    [Fact]
    public async Task Two_writes_of_one_application_are_a_conflict_by_name()
    {
        await Table().AppendAsync([new Row(0, 0)], cancellationToken: Cancel);
        var options = new TableWriteOptions { Transaction = ("stage", 1) };

        var lost = await Should.ThrowAsync<LakeConflictException>(() => MeanwhileAsync(
            rows => Table().AppendAsync(rows, options, Cancel), [new Row(1, 1)],
            () => Table().AppendAsync([new Row(1, 1)], options, Cancel)));

        lost.Conflict.ShouldBe(CommitConflict.ConcurrentTransaction);
        (await RowsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_lost_or_broken_write_left_is_not_visible_and_is_removed()
    {
        await Table().AppendAsync([new Row(0, 0)], cancellationToken: Cancel);

        await Should.ThrowAsync<InvalidDataException>(() => Table().AppendAsync(Broken(), cancellationToken: Cancel));

        (await RowsAsync()).ShouldBe([new Row(0, 0)]);
        Directory.GetFiles(_folder.PathOf("gold", "tables", "rows"), "*.parquet").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_data_file_that_no_commit_names_is_not_visible()
    {
        await Table().AppendAsync([new Row(0, 0)], cancellationToken: Cancel);
        var file = Directory.GetFiles(_folder.PathOf("gold", "tables", "rows"), "*.parquet").Single();

        File.Copy(file, _folder.PathOf("gold", "tables", "rows", "part-00001-of-a-killed-run.parquet"));

        (await RowsAsync()).ShouldBe([new Row(0, 0)]);
        (await Table().FindSnapshotAsync(cancellationToken: Cancel))!.Files.Count.ShouldBe(1);
    }

    // Begins one write, lets another commit while its rows still come, then ends it.
    private static Task MeanwhileAsync(Func<IAsyncEnumerable<Row>, Task> slow, Row[] rows, Func<Task> quick)
    {
        return slow(Rows());

        async IAsyncEnumerable<Row> Rows()
        {
            foreach (var row in rows)
            {
                yield return row;
            }

            await quick();
        }
    }

    private static async IAsyncEnumerable<Row> Broken()
    {
        await Task.Yield();
        yield return new Row(1, 1);
        throw new InvalidDataException("The source broke.");
    }

    private LakeTable Table() => DataLake.Open(_folder.Path).Table("gold.rows");

    private async Task<List<Row>> RowsAsync() => await Table().ReadAsync<Row>(cancellationToken: Cancel).ToListAsync(Cancel);

    private sealed record Row(int Writer, int Number);

    private sealed record Wider(int Writer, int Number, string More);
}
