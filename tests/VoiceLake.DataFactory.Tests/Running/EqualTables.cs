using System.Globalization;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Tests.Running;

/// <summary>Compares the tables of two lakes as the project means it: the rows, sorted, are equal in every column but run id, times and URL.</summary>
internal static class EqualTables
{
    private static readonly string[] Free = ["run_id", "url"];

    /// <summary>Rows by table.</summary>
    /// <exception cref="ShouldAssertException">A table is missing in one of them, or a row differs.</exception>
    public static async Task<IReadOnlyDictionary<string, int>> CheckAsync(DataLake one, DataLake other)
    {
        var token = TestContext.Current.CancellationToken;
        var tables = await one.ListTablesAsync(token);
        (await other.ListTablesAsync(token)).ShouldBe(tables);
        var counts = new Dictionary<string, int>();
        foreach (var name in tables)
        {
            var (rows, others) = (await RowsAsync(one.Table(name), token), await RowsAsync(other.Table(name), token));
            others.Count.ShouldBe(rows.Count, name);
            rows.Zip(others).SelectMany(pair => Difference(pair.First, pair.Second)).ShouldBeEmpty(name);
            counts[name] = rows.Count;
        }

        return counts;
    }

    private static async Task<List<string>> RowsAsync(LakeTable table, CancellationToken token)
    {
        var schema = (await table.FindSnapshotAsync(cancellationToken: token))!.Schema;
        var columns = schema.Columns.Where(column => !Free.Contains(column.Name) && column.Type.ClrType != typeof(DateTimeOffset)).Select(column => column.Name).ToList();
        var rows = new List<string>();
        await foreach (var batch in table.ReadBatchesAsync(new TableReadOptions { Columns = columns }, token))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                rows.Add(string.Join('|', batch.Columns.Zip(columns, (values, column) => $"{column}={Text(values.GetValue(row))}")));
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static IEnumerable<string> Difference(string row, string other) =>
        row.Split('|').Zip(other.Split('|')).Where(pair => pair.First != pair.Second).Take(1).Select(pair => $"{row.Split('|')[0]}: {pair.First}, {pair.Second}");

    private static string Text(object? value) => value switch
    {
        null => "null",
        byte[] bytes => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        Array items => $"[{string.Join(',', items.Cast<object?>().Select(Text))}]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
