using System.Runtime.CompilerServices;
using VoiceLake.Lake.Records;

namespace VoiceLake.Lake;

/// <summary>Brings rows of any form into batches of a row group's size.</summary>
internal static class RowSources
{
    /// <summary>Bytes of values in a row group, about: what a writer and a reader hold in memory at a time.</summary>
    public const long RowGroupBytes = 16 << 20;

    private const int RowGroupRows = 1 << 20;

    public static async IAsyncEnumerable<TableBatch> FromRecords<T>(IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        List<T> buffer = [];
        var bytes = 0L;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            buffer.Add(row);
            bytes += RecordBinding<T>.SizeOf(row);
            if (bytes >= RowGroupBytes || buffer.Count >= RowGroupRows)
            {
                yield return RecordBinding<T>.ToBatch(buffer);
                buffer.Clear();
                bytes = 0;
            }
        }

        if (buffer.Count > 0)
        {
            yield return RecordBinding<T>.ToBatch(buffer);
        }
    }

    /// <summary>Joins small batches and conforms them to a table's schema.</summary>
    public static async IAsyncEnumerable<TableBatch> Gather(IAsyncEnumerable<TableBatch> batches, TableSchema schema, string table, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<TableBatch> waiting = [];
        var (bytes, rows) = (0L, 0L);
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            if (batch.RowCount == 0)
            {
                continue;
            }

            waiting.Add(Conform(batch, schema, table));
            bytes += waiting[^1].Columns.Sum(ColumnArrays.SizeOf);
            rows += batch.RowCount;
            if (bytes >= RowGroupBytes || rows >= RowGroupRows)
            {
                yield return Join(waiting, schema);
                waiting.Clear();
                (bytes, rows) = (0, 0);
            }
        }

        if (waiting.Count > 0)
        {
            yield return Join(waiting, schema);
        }
    }

    /// <summary>A batch with exactly the columns of a schema, in its order.</summary>
    public static TableBatch Conform(TableBatch batch, TableSchema schema, string where) => ReferenceEquals(batch.Schema, schema) || batch.Schema.Equals(schema)
        ? batch
        : new TableBatch(schema, [.. schema.Columns.Select(column =>
        {
            var i = batch.Schema.Require(column.Name);
            return ColumnArrays.Convert(batch.Columns[i], batch.Schema.Columns[i], column, where);
        })]);

    public static async IAsyncEnumerable<T> ToAsync<T>(IEnumerable<T> rows)
    {
        await Task.CompletedTask;
        foreach (var row in rows)
        {
            yield return row;
        }
    }

    private static TableBatch Join(List<TableBatch> batches, TableSchema schema) => batches.Count == 1
        ? batches[0]
        : new TableBatch(schema, [.. Enumerable.Range(0, schema.Columns.Count).Select(i => ColumnArrays.Concat([.. batches.Select(batch => batch.Columns[i])]))]);
}
