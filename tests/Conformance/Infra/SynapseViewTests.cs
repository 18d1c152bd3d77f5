using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using VoiceLake.Azure.Synapse;
using VoiceLake.Conformance.Lake;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Infra;

/// <summary>The views of infra/synapse over a lake of the sample archives: their queries in DuckDB, against our reader.</summary>
public sealed partial class SynapseViewTests(SampleLake sample) : IClassFixture<SampleLake>
{
    // Set, the committed views are written anew: to be done when a table has other columns.
    private const string RemakeVariable = "VOICELAKE_REMAKE_VIEWS";

    private static readonly string Views = Repository.PathOf("infra", "synapse", "views");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_table_of_silver_and_gold_has_the_view_of_its_columns()
    {
        var tables = await sample.TablesAsync(Cancel);
        if (Environment.GetEnvironmentVariable(RemakeVariable) is not null)
        {
            foreach (var table in tables)
            {
                await File.WriteAllTextAsync(Path.Combine(Views, table + ".sql"), (await ViewAsync(table)).ToString(), Cancel);
            }
        }

        Directory.EnumerateFiles(Views).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ShouldBe(tables.Order(StringComparer.Ordinal));
        foreach (var table in tables)
        {
            (await CommittedAsync(table)).ShouldBe((await ViewAsync(table)).ToString(), $"{table} has other columns than its view: set {RemakeVariable}=1 and run this test to write it anew");
        }
    }

    [Theory]
    [InlineData("silver.submissions")]
    [InlineData("silver.clips")]
    [InlineData("silver.quarantine")]
    [InlineData("gold.windows")]
    [InlineData("gold.clip_features")]
    [InlineData("gold.splits")]
    [InlineData("gold.scaler")]
    [InlineData("gold.feature_dictionary")]
    public async Task The_query_of_a_view_gives_in_DuckDB_the_rows_of_our_reader(string table)
    {
        var query = Source().Replace(Body(await CommittedAsync(table)), await DuckDbSourceAsync(table), 1);
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var theirs = await command.ExecuteReaderAsync(Cancel);
        var columns = (await ViewAsync(table)).Columns;
        Enumerable.Range(0, theirs.FieldCount).Select(theirs.GetName).ShouldBe(columns);

        var rows = 0L;
        await foreach (var batch in sample.Lake.Table(table).ReadBatchesAsync(new TableReadOptions { Columns = columns }, Cancel))
        {
            for (var row = 0; row < batch.RowCount; row++, rows++)
            {
                (await theirs.ReadAsync(Cancel)).ShouldBeTrue($"{table}: DuckDB has only {rows} rows");
                for (var i = 0; i < columns.Count; i++)
                {
                    var ours = batch.Columns[i].GetValue(row) is { } value ? DuckDbLake.Text(value) : null;
                    (theirs.IsDBNull(i) ? null : DuckDbLake.Text(theirs.GetValue(i))).ShouldBe(ours, $"{table}, row {rows}, {columns[i]}");
                }
            }
        }

        (await theirs.ReadAsync(Cancel)).ShouldBeFalse($"{table}: DuckDB has more than our {rows} rows");
        rows.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task No_text_is_longer_than_its_column_in_the_views()
    {
        foreach (var table in await sample.TablesAsync(Cancel))
        {
            var bounds = Bound().Matches((await ViewAsync(table)).Source).ToDictionary(match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
            await foreach (var batch in sample.Lake.Table(table).ReadBatchesAsync(new TableReadOptions { Columns = [.. bounds.Keys] }, Cancel))
            {
                foreach (var (name, bound) in bounds)
                {
                    batch.Column<string?>(name).ShouldAllBe(text => text == null || System.Text.Encoding.UTF8.GetByteCount(text) <= bound, $"{table}, {name}");
                }
            }
        }
    }

    private static Task<string> CommittedAsync(string table) => File.ReadAllTextAsync(Path.Combine(Views, table + ".sql"), Cancel);

    // What stands between CREATE VIEW … AS and the end of the statement.
    private static string Body(string statement) => statement[statement.IndexOf("SELECT", StringComparison.Ordinal)..statement.LastIndexOf(';')];

    private async Task<ServerlessView> ViewAsync(string table) =>
        new(table, (await sample.Lake.Table(table).FindSnapshotAsync(cancellationToken: Cancel))!.Schema);

    private async Task<string> DuckDbSourceAsync(string table)
    {
        var files = (await sample.Lake.Table(table).FindSnapshotAsync(cancellationToken: Cancel))!.Files;
        var paths = files.Select(file => $"'{Path.Combine(sample.Folder, table.Replace(".", "/tables/", StringComparison.Ordinal), file.Path)}'");
        return $"FROM read_parquet([{string.Join(", ", paths)}], hive_partitioning = false) AS \"rows\"".Replace("$", "$$", StringComparison.Ordinal);
    }

    [GeneratedRegex("""FROM OPENROWSET\(.*?\) WITH \(.*\) AS "rows"$""", RegexOptions.Singleline)]
    private static partial Regex Source();

    [GeneratedRegex("\"([^\"]+)\" varchar\\(([0-9]+)\\)")]
    private static partial Regex Bound();
}
