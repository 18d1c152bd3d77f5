using System.Collections;
using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;
using VoiceLake.Lake;

namespace VoiceLake.Conformance.Lake;

/// <summary>Compares what DuckDB reads of a lake's active Parquet files with what our reader reads, row for row.</summary>
internal static class DuckDbLake
{
    /// <summary>Compares every table of a lake; returns the rows of each.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CompareAsync(string folder, CancellationToken cancellationToken = default)
    {
        var lake = DataLake.Open(folder);
        Dictionary<string, long> rows = [];
        foreach (var table in await lake.ListTablesAsync(cancellationToken))
        {
            rows[table] = await CompareTableAsync(folder, table, cancellationToken);
        }

        return rows;
    }

    /// <summary>Compares one table, its rows in the order of the files in the log; returns how many there are.</summary>
    public static async Task<long> CompareTableAsync(string folder, string name, CancellationToken cancellationToken = default)
    {
        var table = DataLake.Open(folder).Table(name);
        var schema = (await table.FindSnapshotAsync(cancellationToken: cancellationToken))!.Schema;
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync(cancellationToken);
        await using var ours = OursAsync(table, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var row = 0L;
        foreach (var (path, partition) in ActiveFiles(Path.Combine(folder, name.Replace(".", "/tables/", StringComparison.Ordinal))))
        {
            await using var command = connection.CreateCommand();
            var columns = schema.Columns.Select(column => partition.TryGetValue(column.Name, out var text) ? Literal(text) : Expression(column));
            command.CommandText = $"SELECT {string.Join(", ", columns)} FROM read_parquet('{path.Replace("'", "''", StringComparison.Ordinal)}', hive_partitioning = false)";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            for (; await reader.ReadAsync(cancellationToken); row++)
            {
                (await ours.MoveNextAsync()).ShouldBeTrue($"{name}: DuckDB has more than our {row} rows");
                for (var i = 0; i < schema.Columns.Count; i++)
                {
                    var theirs = reader.IsDBNull(i) ? null : Text(reader.GetValue(i));
                    if (ours.Current[i] != theirs)
                    {
                        Assert.Fail($"{name}, row {row}, {schema.Columns[i]}: ours is {ours.Current[i] ?? "null"}, DuckDB's is {theirs ?? "null"}.");
                    }
                }
            }
        }

        (await ours.MoveNextAsync()).ShouldBeFalse($"{name}: we have more than DuckDB's {row} rows");
        return row;
    }

    // The log is replayed here once more, without the library.
    private static IEnumerable<(string Path, Dictionary<string, string?> Partition)> ActiveFiles(string table)
    {
        List<(string Path, Dictionary<string, string?> Partition)> files = [];
        foreach (var commit in Directory.GetFiles(Path.Combine(table, "_delta_log"), "*.json").Order(StringComparer.Ordinal))
        {
            var actions = File.ReadLines(commit).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            foreach (var action in actions.Where(action => action.TryGetProperty("remove", out _)))
            {
                files.RemoveAll(file => file.Path == Uri.UnescapeDataString(action.GetProperty("remove").GetProperty("path").GetString()!));
            }

            foreach (var add in actions.Where(action => action.TryGetProperty("add", out _)).Select(action => action.GetProperty("add")))
            {
                files.Add((Uri.UnescapeDataString(add.GetProperty("path").GetString()!), add.GetProperty("partitionValues").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString())));
            }
        }

        return files.Select(file => (Path.Combine(table, file.Path), file.Partition));
    }

    private static string Literal(string? text) => string.IsNullOrEmpty(text) ? "NULL" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Expression(TableColumn column)
    {
        var name = $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return column.Type.Name switch
        {
            "binary" => $"base64({name})",
            "timestamp" => $"epoch_us({name})",
            "date" => $"CAST({name} AS VARCHAR)",
            _ => name,
        };
    }

    private static async IAsyncEnumerable<string?[]> OursAsync(LakeTable table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in table.ReadBatchesAsync(cancellationToken: cancellationToken))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                yield return [.. batch.Columns.Select(column => column.GetValue(row) is { } value ? Text(value) : null)];
            }
        }
    }

    /// <summary>A value as text, the same for what DuckDB and what our reader gives.</summary>
    public static string Text(object value) => value switch
    {
        string text => text,
        byte[] bytes => Convert.ToBase64String(bytes),
        DateTimeOffset time => ((time.UtcTicks - DateTime.UnixEpoch.Ticks) / 10).ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join("|", items.Cast<object?>().Select(item => item is null ? "null" : Text(item)))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
