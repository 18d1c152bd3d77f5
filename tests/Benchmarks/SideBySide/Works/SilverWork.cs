using System.Globalization;
using DuckDB.NET.Data;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Silver;

namespace VoiceLake.Benchmarks.SideBySide.Works;

/// <summary>From archives to the tables of silver; and DuckDB writing the table of clips.</summary>
internal static class SilverWork
{
    /// <summary>Brings archives to bronze, which does not count, then to silver twice; the second time counts.</summary>
    public static async Task<CpuTime> TimeAsync(string archives, string lakeFolder, CancellationToken ct)
    {
        var lake = DataLake.Open(lakeFolder);
        await BronzeStage.RunAsync(lake, SubmissionSource.Open(archives), cancellationToken: ct);
        await SilverStage.RunAsync(lake, cancellationToken: ct);
        Directory.Delete(Path.Combine(lakeFolder, "silver"), recursive: true);
        var run = await CpuTime.OfAsync(() => SilverStage.RunAsync(lake, cancellationToken: ct));
        var clips = (await lake.Table(SilverStage.ClipsTable).FindSnapshotAsync(cancellationToken: ct))!.Files.Sum(file => file.RowCount ?? 0);
        return clips == Corpus.Clips ? run : throw new InvalidOperationException($"silver.clips holds {clips} clips of {Corpus.Clips}.");
    }

    /// <summary>Reads silver.clips into DuckDB's memory, which does not count, and writes it to Parquet twice; the second time counts.</summary>
    public static async Task<CpuTime> TimeDuckDbAsync(string lakeFolder, CancellationToken ct)
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(ct);
        await ExecuteAsync($"SET threads = {Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)}");
        await ExecuteAsync($"CREATE TABLE clips AS SELECT * FROM read_parquet('{lakeFolder}/silver/tables/clips/*.parquet')");
        var copy = $"COPY clips TO '{lakeFolder}/duckdb.parquet' (FORMAT parquet)";
        await ExecuteAsync(copy);
        return await CpuTime.OfAsync(() => ExecuteAsync(copy));

        async Task ExecuteAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
