using System.Runtime.CompilerServices;
using VoiceLake.Lake.Records;

namespace VoiceLake.Lake;

/// <summary>Brings rows of any form into batches of a row group's size.</summary>
internal static class RowSources
{
    /// <summary>Bytes of values in a row group, about: what a writer and a reader hold in memory at a time.</summary>
    /// <remarks>Parquet.Net rents buffers of a column's whole size and keeps some of them.</remarks>
    public const long RowGroupBytes = 2 << 20;

    /// <summary>Rows in a row group at most, however small they are.</summary>
    public const int RowGroupRows = 1 << 20;

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

    /// <summary>Batches of one schema as one.</summary>
    public static TableBatch Join(List<TableBatch> batches, TableSchema schema) => batches.Count == 1
        ? batches[0]
        : new TableBatch(schema, [.. Enumerable.Range(0, schema.Columns.Count).Select(i => ColumnArrays.Concat([.. batches.Select(batch => batch.Columns[i])]))]);
}
