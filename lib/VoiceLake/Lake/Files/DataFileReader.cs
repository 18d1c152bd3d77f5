using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace VoiceLake.Lake.Files;

/// <summary>Reads one Parquet object, a row group at a time.</summary>
internal static class DataFileReader
{
    /// <summary>The row groups of a file as batches of <paramref name="schema"/>; a column that the file has not is all null, or its partition value.</summary>
    public static async IAsyncEnumerable<TableBatch> ReadAsync(
        ILakeStore store, LakePath path, TableSchema schema, IReadOnlyDictionary<string, string?> partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenReadAsync(path, cancellationToken: cancellationToken);
        await using var reader = await ParquetThread.RunAsync(() => OpenAsync(new DirectReadStream(stream), path, cancellationToken));
        var fields = schema.Columns.Select(column => partition.ContainsKey(column.Name) ? null : FieldOf(reader.Schema, column)).ToArray();
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            var index = i;
            yield return await ParquetThread.RunAsync(() => ReadGroupAsync(reader, index));
        }

        async Task<TableBatch> ReadGroupAsync(ParquetReader file, int index)
        {
            using var group = file.OpenRowGroupReader(index);
            var columns = new Array[fields.Length];
            for (var j = 0; j < columns.Length; j++)
            {
                columns[j] = await ReadColumnAsync(group, fields[j], schema.Columns[j], partition, path, cancellationToken);
            }

            return new TableBatch(schema, columns);
        }
    }

    private static async Task<ParquetReader> OpenAsync(Stream stream, LakePath path, CancellationToken cancellationToken)
    {
        try
        {
            return await ParquetReader.CreateAsync(stream, ParquetSettings.Options, leaveStreamOpen: true, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new LakeException($"'{path}' is no Parquet file that can be read: {error.Message}", error);
        }
    }

    private static async Task<Array> ReadColumnAsync(
        ParquetRowGroupReader group, DataField? field, TableColumn column, IReadOnlyDictionary<string, string?> partition, LakePath path, CancellationToken cancellationToken)
    {
        if (field is null)
        {
            var value = partition.TryGetValue(column.Name, out var text) ? PartitionText.Parse(column, text, path) : null;
            var constant = Array.CreateInstance(column.ArrayElement, checked((int)group.RowCount));
            if (value is null && !column.Nullable && constant.Length > 0)
            {
                throw new LakeException($"'{path}' has no column '{column.Name}', which may not be null.");
            }

            for (var i = 0; value is not null && i < constant.Length; i++)
            {
                constant.SetValue(value, i);
            }

            return constant;
        }

        try
        {
            var values = await ColumnCodec.For(column.Type).ReadAsync(group, field, cancellationToken);
            return ColumnArrays.Convert(values, column with { Nullable = field.IsNullable }, column, path.ToString());
        }
        catch (Exception error) when (error is not (OperationCanceledException or LakeException))
        {
            throw new LakeException($"'{path}': column '{column.Name}' could not be read as {column.Type}: {error.Message}", error);
        }
    }

    private static DataField? FieldOf(ParquetSchema schema, TableColumn column) =>
        Array.Find(schema.DataFields, field => string.Equals(field.Path.FirstPart, column.Name, StringComparison.OrdinalIgnoreCase));
}
