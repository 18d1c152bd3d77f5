using Microsoft.Data.Analysis;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

public sealed class FrameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_frame_of_every_type_comes_back_as_it_went_in()
    {
        var cancel = TestContext.Current.CancellationToken;
        var lake = DataLake.Open(_folder.Path);
        await lake.Table("silver.things").AppendAsync([Thing.Full(1), Thing.Empty(2)], cancellationToken: cancel);

        var frame = await lake.Table("silver.things").ReadFrameAsync(cancellationToken: cancel);
        await lake.Table("gold.copy").OverwriteAsync(frame, cancellationToken: cancel);

        frame.Rows.Count.ShouldBe(2);
        frame["note"][1].ShouldBeNull();
        frame["twice"][0].ShouldBe(Math.PI);
        frame["at"][0].ShouldBe(new DateTime(2024, 2, 29, 21, 59, 59, DateTimeKind.Utc).AddTicks(1_234_560));
        var copy = await lake.Table("gold.copy").ReadAsync<Thing>(cancellationToken: cancel).ToListAsync(cancel);
        Thing.Text(copy[0]).ShouldBe(Thing.Text(Thing.Full(1)));
        // A frame has no missing vector: it is an empty one.
        Thing.Text(copy[1]).ShouldBe(Thing.Text(Thing.Empty(2) with { SamplesOrNot = [], WordsOrNot = [], Counts = [], Frame = [], Means = [] }));
    }

    [Fact]
    public async Task A_time_that_is_not_UTC_is_refused()
    {
        var frame = new DataFrame(new DateTimeDataFrameColumn("at", [new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)]));

        var error = await Should.ThrowAsync<LakeException>(() => DataLake.Open(_folder.Path).Table("gold.times").AppendAsync(frame));

        error.Message.ShouldContain("'at'");
        error.Message.ShouldContain("UTC");
    }

    [Fact]
    public async Task A_selection_and_a_filter_shape_the_frame()
    {
        var cancel = TestContext.Current.CancellationToken;
        var table = DataLake.Open(_folder.Path).Table("gold.pairs");
        await table.AppendAsync(new DataFrame(new StringDataFrameColumn("name", ["a", "b", null]), new Int64DataFrameColumn("count", [1, 2, 3])), cancellationToken: cancel);

        var frame = await table.ReadFrameAsync(new TableReadOptions { Columns = ["count"], Where = TableFilter.Equal("name", null) }, cancel);

        frame.Columns.Select(column => column.Name).ShouldBe(["count"]);
        frame["count"][0].ShouldBe(3L);
    }
}
