using DuckDB.NET.Data;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Lake;

/// <summary>Makes the Parquet files of the golden tables with DuckDB; their commits are written by hand after Delta's PROTOCOL.md.</summary>
public class GoldenTables
{
    private const string AllTypes = "(VALUES {0}) AS t(i, l, f, d, flag, \"text\", raw, \"at\", \"day\", words, means)";

    // Set, the committed files are written anew: another DuckDB may write other bytes, and the sizes in the commits are theirs.
    private const string RemakeVariable = "VOICELAKE_REMAKE_GOLDEN";

    private static readonly string Committed = Repository.PathOf("tests", "VoiceLake.Tests", "Lake", "golden");

    [Fact]
    public async Task The_data_files_hold_what_DuckDB_makes_of_their_queries()
    {
        if (Environment.GetEnvironmentVariable(RemakeVariable) is not null)
        {
            await MakeAsync(Committed);
        }

        using var folder = new TemporaryFolder();
        await MakeAsync(folder.Path);
        foreach (var made in Directory.EnumerateFiles(folder.Path, "*.parquet", SearchOption.AllDirectories))
        {
            var committed = Path.Combine(Committed, Path.GetRelativePath(folder.Path, made));
            (await DifferencesAsync(made, committed)).ShouldBe(0, committed);
        }
    }

    private static async Task<long> DifferencesAsync(string one, string other)
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        var (first, second) = ($"FROM read_parquet('{one}', hive_partitioning = false)", $"FROM read_parquet('{other}', hive_partitioning = false)");
        command.CommandText = $"SELECT count(*) FROM (({first} EXCEPT ALL {second}) UNION ALL ({second} EXCEPT ALL {first}))";
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task MakeAsync(string golden)
    {
        await WriteAsync(golden, "partitioned/language=en/day=2008-03-18/a.parquet", "SELECT * FROM (VALUES ('a/1', 16000::BIGINT, 1.0::DOUBLE), ('a/2', 24000, 1.5)) AS t(clip, n_samples, duration_s)");
        await WriteAsync(golden, "partitioned/language=zh TW/day=2026-11-23/b.parquet", "SELECT * FROM (VALUES ('b/1', 8000::BIGINT, 0.5::DOUBLE)) AS t(clip, n_samples, duration_s)");
        await WriteAsync(golden, "partitioned/language=__HIVE_DEFAULT_PARTITION__/day=__HIVE_DEFAULT_PARTITION__/c.parquet", "SELECT * FROM (VALUES ('c/1', NULL::BIGINT, NULL::DOUBLE)) AS t(clip, n_samples, duration_s)");
        await WriteAsync(golden, "overwritten/one.parquet", "SELECT * FROM " + Rows("(1::INTEGER, 1::BIGINT, 0.5::FLOAT, 0.25::DOUBLE, true, 'old', 'x'::BLOB, TIMESTAMPTZ '2020-01-01 00:00:00+00', DATE '2020-01-01', ['a'], [1.0::DOUBLE])"));
        await WriteAsync(golden, "overwritten/two.parquet", "SELECT * FROM " + Rows("(2::INTEGER, 2::BIGINT, 0.5::FLOAT, 0.25::DOUBLE, true, 'gone', 'x'::BLOB, TIMESTAMPTZ '2020-01-01 00:00:00+00', DATE '2020-01-01', ['a'], [1.0::DOUBLE])"));
        await WriteAsync(golden, "overwritten/three.parquet", "SELECT * FROM " + Rows(
            "(3::INTEGER, 9223372036854775807::BIGINT, 1.5::FLOAT, 0.1::DOUBLE, false, 'näme', '\\x00\\xFF'::BLOB, TIMESTAMPTZ '2024-02-29 21:59:59.123456+00', DATE '1911-03-04', ['a', NULL, ''], [0.1::DOUBLE, -2]), "
            + "(4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (5, 0, 0, 0, true, '', ''::BLOB, TIMESTAMPTZ '1969-07-20 20:17:40+00', DATE '1970-01-01', [], [])"));
        foreach (var part in (int[])[1, 2, 3])
        {
            await WriteAsync(golden, $"checkpointed/part-{part}.parquet", $"SELECT 'clip-{part}' AS clip, {part}::BIGINT AS n_samples");
        }

        await WriteAsync(golden, "checkpointed/_delta_log/00000000000000000002.checkpoint.parquet", CheckpointSql);
        foreach (var commit in Directory.EnumerateFiles(golden, "*.json", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(commit, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(commit, System.Text.RegularExpressions.Regex.Replace(text, @"SIZE\(([^)]*)\)", match => $"{new FileInfo(Path.Combine(golden, match.Groups[1].Value)).Length}"), TestContext.Current.CancellationToken);
        }
    }

    private const string CheckpointSql = """
        WITH actions AS (
          SELECT 1 AS n, {'minReaderVersion': 1::INTEGER, 'minWriterVersion': 2::INTEGER} AS protocol, NULL AS metaData, NULL AS txn, NULL AS "add", NULL AS remove
          UNION ALL SELECT 2, NULL, {
            'id': '3d9a5a52-2a3e-4c1f-b9cf-51e9f2f7c333', 'name': NULL::VARCHAR, 'description': NULL::VARCHAR,
            'format': {'provider': 'parquet', 'options': MAP {}::MAP(VARCHAR, VARCHAR)},
            'schemaString': '{"type":"struct","fields":[{"name":"clip","type":"string","nullable":true,"metadata":{}},{"name":"n_samples","type":"long","nullable":true,"metadata":{}}]}',
            'partitionColumns': []::VARCHAR[], 'createdTime': 1650000000000::BIGINT, 'configuration': MAP {'delta.checkpointInterval': '2'}}, NULL, NULL, NULL
          UNION ALL SELECT 3, NULL, NULL, {'appId': 'silver-stream', 'version': 7::BIGINT, 'lastUpdated': NULL::BIGINT}, NULL, NULL
          UNION ALL SELECT 4, NULL, NULL, NULL, {'path': 'part-1.parquet', 'partitionValues': MAP {}::MAP(VARCHAR, VARCHAR), 'size': 1::BIGINT, 'modificationTime': 1650000001000::BIGINT,
            'dataChange': false, 'stats': '{"numRecords":1}', 'tags': MAP {'a': NULL::VARCHAR}, 'stats_parsed': {'numRecords': 1::BIGINT}}, NULL
          UNION ALL SELECT 5, NULL, NULL, NULL, {'path': 'part-2.parquet', 'partitionValues': MAP {}::MAP(VARCHAR, VARCHAR), 'size': 1::BIGINT, 'modificationTime': 1650000002000::BIGINT,
            'dataChange': false, 'stats': NULL::VARCHAR, 'tags': NULL::MAP(VARCHAR, VARCHAR), 'stats_parsed': NULL::STRUCT(numRecords BIGINT)}, NULL
          UNION ALL SELECT 6, NULL, NULL, NULL, NULL, {'path': 'part-0.parquet', 'deletionTimestamp': 1650000002000::BIGINT, 'dataChange': true})
        SELECT protocol, metaData, txn, "add", remove FROM actions ORDER BY n
        """;

    private static string Rows(string values) => AllTypes.Replace("{0}", values, StringComparison.Ordinal);

    private static async Task WriteAsync(string golden, string path, string sql)
    {
        var file = Path.Combine(golden, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SET TimeZone = 'UTC'; COPY ({sql}) TO '{file}' (FORMAT parquet)";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
