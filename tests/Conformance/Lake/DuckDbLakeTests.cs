using VoiceLake.Lake;
using VoiceLake.Tests.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Lake;

public sealed class DuckDbLakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DuckDB_reads_every_type_and_missing_values_as_we_do()
    {
        var table = DataLake.Open(_folder.Path).Table("silver.things");
        await table.AppendAsync(Enumerable.Range(0, 500).Select(i => i % 3 == 0 ? Thing.Empty(i) : Thing.Full(i)), cancellationToken: Cancel);

        (await DuckDbLake.CompareTableAsync(_folder.Path, "silver.things", Cancel)).ShouldBe(500);
    }

    [Fact]
    public async Task DuckDB_agrees_after_replaces_and_an_overwrite()
    {
        var table = DataLake.Open(_folder.Path).Table("silver.things");
        await table.AppendAsync(Enumerable.Range(0, 40).Select(Thing.Full), cancellationToken: Cancel);
        await table.AppendAsync(Enumerable.Range(40, 40).Select(Thing.Empty), cancellationToken: Cancel);
        await table.ReplaceAsync(TableFilter.Equal("id", 7), [Thing.Empty(7), Thing.Full(1007)], cancellationToken: Cancel);
        await table.ReplaceAsync(TableFilter.In("name", ["näme 3", "näme 9"]), Array.Empty<Thing>(), cancellationToken: Cancel);
        (await DuckDbLake.CompareTableAsync(_folder.Path, "silver.things", Cancel)).ShouldBe(79);

        await table.OverwriteAsync([Thing.Full(1)], cancellationToken: Cancel);
        (await DuckDbLake.CompareTableAsync(_folder.Path, "silver.things", Cancel)).ShouldBe(1);

        await table.OverwriteAsync(Array.Empty<Thing>(), cancellationToken: Cancel);
        (await DuckDbLake.CompareTableAsync(_folder.Path, "silver.things", Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task DuckDB_agrees_on_a_partitioned_table_and_on_a_lake_of_several()
    {
        var lake = DataLake.Open(_folder.Path);
        await lake.Table("gold.parted").AppendAsync(
            Enumerable.Range(0, 30).Select(i => new Parted(i, i % 4 == 0 ? null : $"a/b {i % 4}", i * 0.1)), new TableWriteOptions { PartitionBy = ["language"] }, Cancel);
        await lake.Table("gold.small").AppendAsync([new Parted(1, "en", double.NaN), new Parted(2, "", double.NegativeInfinity)], cancellationToken: Cancel);

        (await DuckDbLake.CompareAsync(_folder.Path, Cancel)).ShouldBe(new Dictionary<string, long> { ["gold.parted"] = 30, ["gold.small"] = 2 });
    }

    private sealed record Parted(int Id, string? Language, double Value);
}
