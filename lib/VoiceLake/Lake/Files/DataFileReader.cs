using System.Globalization;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;
using VoiceLake.Lake.Delta;

namespace VoiceLake.Lake.Files;

/// <summary>Reads one Parquet object, a row group at a time.</summary>
internal static class DataFileReader
{
    // The magic number twice and the footer's length; some writers weigh no files, and say 0 or 1.
    private const int SmallestFile = 12;

    private const string Remedy = DeltaLog.Remedy;

    /// <summary>The row groups of a file as batches of <paramref name="schema"/>; a column that the file has not is all null, or its partition value.</summary>
    /// <exception cref="LakeException">The file is missing, is not the one of which the log speaks, or cannot be read.</exception>
    public static async IAsyncEnumerable<TableBatch> ReadAsync(ILakeStore store, LakePath table, TableFile file, TableSchema schema, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (path, partition) = (table.Child(file.Path), file.PartitionValues);
        await using var stream = await OpenAsync(store, path, cancellationToken);
        if (stream.Length != file.Length && file.Length >= SmallestFile)
        {
            throw new LakeException($"'{path}' has {stream.Length} bytes, and the log of its table says {file.Length}. {Remedy}");
        }

        await using var reader = await ParquetThread.RunAsync(() => OpenAsync(new DirectReadStream(stream), path, cancellationToken));
        CheckRows(reader.Metadata!, file, path);
        var fields = schema.Columns.Select(column => partition.ContainsKey(column.Name) ? null : FieldOf(reader.Schema, column, file, path)).ToArray();
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            var index = i;
            yield return await ParquetThread.RunAsync(() => ReadGroupAsync(reader, index));
        }

        async Task<TableBatch> ReadGroupAsync(ParquetReader opened, int index)
        {
            try
            {
                using var group = opened.OpenRowGroupReader(index);
                var columns = new Array[fields.Length];
                for (var j = 0; j < columns.Length; j++)
                {
                    columns[j] = await ReadColumnAsync(group, fields[j], schema.Columns[j], partition, path, cancellationToken);
                }

                return new TableBatch(schema, columns);
            }
            catch (Exception error) when (error is not (OperationCanceledException or LakeException))
            {
                throw new LakeException($"'{path}': its row group {index} could not be read: {error.Message.TrimEnd('.')}. {Remedy}", error);
            }
        }
    }

    private static async Task<Stream> OpenAsync(ILakeStore store, LakePath path, CancellationToken cancellationToken)
    {
        try
        {
            return await store.OpenReadAsync(path, cancellationToken: cancellationToken);
        }
        catch (LakeObjectNotFoundException missing)
        {
            throw new LakeException($"'{path}' is missing, and the log of its table names it. {Remedy}", missing);
        }
    }

    /// <summary>A footer that tells other numbers of rows than the log, or than itself, is not believed.</summary>
    private static void CheckRows(FileMetaData footer, TableFile file, LakePath path)
    {
        var (groups, rows) = (footer.RowGroups.Select(group => group.NumRows).ToList(), footer.NumRows);
        var isFlat = footer.RowGroups.SelectMany(group => group.Columns.Select(column => (group.NumRows, column.MetaData)))
            .All(column => column.MetaData is not { PathInSchema.Count: 1 } flat || flat.NumValues == column.NumRows);
        if (groups.Any(count => count < 0) || groups.Sum() != rows || rows != (file.RowCount ?? rows) || !isFlat)
        {
            throw new LakeException($"'{path}' speaks of {rows} rows, {groups.Sum()} of them in its groups, and the log of its table of {file.RowCount?.ToString(CultureInfo.InvariantCulture) ?? "none"}. {Remedy}");
        }
    }

    private static async Task<ParquetReader> OpenAsync(Stream stream, LakePath path, CancellationToken cancellationToken)
    {
        try
        {
            ParquetFooter.Check(stream);
            var reader = await ParquetReader.CreateAsync(stream, ParquetSettings.Options, leaveStreamOpen: true, cancellationToken);
            // What is made of the footer only when it is asked for fails here too.
            _ = reader.Schema;
            return reader;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new LakeException($"'{path}' is no Parquet file that can be read: {error.Message.TrimEnd('.')}. {Remedy}", error);
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
            throw new LakeException($"'{path}': column '{column.Name}' could not be read as {column.Type}: {error.Message.TrimEnd('.')}. {Remedy}", error);
        }
    }

    /// <summary>Where a column stands in the file; null where the file was written before the column was there.</summary>
    private static DataField? FieldOf(ParquetSchema schema, TableColumn column, TableFile file, LakePath path)
    {
        var found = Array.Find(schema.DataFields, field => string.Equals(field.Path.FirstPart, column.Name, StringComparison.OrdinalIgnoreCase));
        return found is not null || FileStatistics.Find(file.Stats, ["nullCount", column.Name]) is null
            ? found
            : throw new LakeException($"'{path}' has no column '{column.Name}', and the log of its table counts the values there. {Remedy}");
    }
}
