using System.Diagnostics;
using VoiceLake.Lake;
using VoiceLake.Lake.Copying;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Telemetry;

public sealed class LakeTelemetryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LakeTable Table => DataLake.Open(_folder.PathOf("lake")).Table("silver.things");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_write_says_which_table_and_how_many_rows()
    {
        using var telemetry = new TelemetryRecorder();

        await Table.AppendAsync([new Row(1, 1), new Row(1, 2)], new TableWriteOptions { RunId = "run-1" }, Token);
        var commit = await Table.ReplaceAsync(TableFilter.Equal("writer", 1), [new Row(1, 3)], cancellationToken: Token);

        var writes = telemetry.Named("lake.write");
        writes.Select(span => (span.GetTagItem("voicelake.table"), span.GetTagItem("voicelake.table.write"))).ShouldBe([("silver.things", "append"), ("silver.things", "replace")]);
        writes[0].GetTagItem("voicelake.run.id").ShouldBe("run-1");
        writes[0].GetTagItem("voicelake.rows.added").ShouldBe(2L);
        writes[1].GetTagItem("voicelake.rows.removed").ShouldBe(commit.RowsRemoved);
        commit.RowsRemoved.ShouldBe(2L);
        writes[1].GetTagItem("voicelake.table.version").ShouldBe(commit.Version);
        commit.Version.ShouldBe(1L);
        telemetry.Sum("voicelake.lake.rows").ShouldBe(3);
        telemetry.Of("voicelake.lake.write.duration").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_lost_race_and_a_conflict_are_counted()
    {
        await Table.AppendAsync([new Row(1, 1)], cancellationToken: Token);
        using var telemetry = new TelemetryRecorder();

        // An append goes on top of the other run's; a replace of rows that the other run added does not.
        await Table.AppendAsync(WithAnotherAsync([new Row(2, 1)], new Row(3, 1)), cancellationToken: Token);
        var conflict = await Should.ThrowAsync<LakeConflictException>(
            () => Table.ReplaceAsync(TableFilter.Equal("writer", 1), WithAnotherAsync([new Row(1, 3)], new Row(1, 2)), cancellationToken: Token));

        telemetry.Sum("voicelake.lake.commit.races", "voicelake.table", "silver.things").ShouldBe(1);
        telemetry.Of("voicelake.lake.commit.conflicts").ShouldHaveSingleItem().Tags["voicelake.conflict"].ShouldBe(conflict.Conflict.ToString());
        telemetry.Named("lake.write").Where(span => span.Status == ActivityStatusCode.Error).ShouldHaveSingleItem().GetTagItem("error.type").ShouldBe(typeof(LakeConflictException).FullName);
    }

    [Fact]
    public async Task A_copy_counts_what_its_report_counts()
    {
        var (from, to) = (DataLake.Open(_folder.PathOf("from")), DataLake.Open(_folder.PathOf("to")));
        await from.PutTextAsync("bronze/a.txt", "one", cancellationToken: Token);
        await from.PutTextAsync("bronze/b.txt", "three", cancellationToken: Token);
        using var telemetry = new TelemetryRecorder();

        var report = await LakeCopy.RunAsync(from.Store, to.Store, cancellationToken: Token);
        await LakeCopy.RunAsync(from.Store, to.Store, cancellationToken: Token);

        (report.Copied, report.CopiedBytes).ShouldBe((2, 8));
        telemetry.Sum("voicelake.lake.copy.objects", "voicelake.outcome", "copied").ShouldBe(2);
        telemetry.Sum("voicelake.lake.copy.objects", "voicelake.outcome", "kept").ShouldBe(2);
        telemetry.Sum("voicelake.lake.copy.bytes").ShouldBe(8);
        var copy = telemetry.Named("lake.copy")[0];
        copy.GetTagItem("voicelake.objects.copied").ShouldBe(2);
        copy.GetTagItem("voicelake.target").ShouldBe(to.Store.Address.AbsoluteUri);
    }

    /// <summary>Rows during whose reading another writer commits.</summary>
    private async IAsyncEnumerable<Row> WithAnotherAsync(Row[] rows, Row other)
    {
        await Table.AppendAsync([other], cancellationToken: Token);
        foreach (var row in rows)
        {
            yield return row;
        }
    }

    private sealed record Row(int Writer, int Number);
}
