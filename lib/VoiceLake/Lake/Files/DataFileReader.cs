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

    // Equal values take next to no bytes: up to so many are believed of any column, and more of one that has bytes for them.
    private const int FewValues = 1 << 24;
    private const int MostValues = 1_024;

    private const string Remedy = DeltaLog.Remedy;

    /// <summary>The row groups of a file as batches of <paramref name="schema"/>; a column that the file has not is all null, or its partition value.</summary>
    /// <exception cref="LakeException">The file is missing, is not the one of which the log speaks, or cannot be read.</exception>
    public static async IAsyncEnumerable<TableBatch> ReadAsync(ILakeStore store, LakePath table, TableFile logged, TableSchema schema, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (path, partition) = (table.Child(logged.Path), logged.PartitionValues);
        await using var stream = await OpenAsync(store, path, cancellationToken);
        if (stream.Length != logged.Length && logged.Length >= SmallestFile)
        {
            throw new LakeException($"'{path}' has {stream.Length} bytes, and the log of its table says {logged.Length}. {Remedy}");
        }

        await using var file = new ChunkReadStream(stream);
        await using var reader = await ParquetThread.RunAsync(() => OpenAsync(file, path, cancellationToken));
        CheckRows(reader.Metadata!, logged, path, stream.Length);
        var fields = schema.Columns.Select(column => partition.ContainsKey(column.Name) ? null : FieldOf(reader.Schema, column, logged, path)).ToArray();
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
                    columns[j] = fields[j] is { } field
                        ? await ReadColumnAsync(group, field, schema.Columns[j], path, () => CheckPages(file, opened.Metadata!.RowGroups[index], field), cancellationToken)
                        : MakeColumn(group, schema.Columns[j], partition, path);
                }

                return new TableBatch(schema, columns);
            }
            catch (Exception error) when (error is not (OperationCanceledException or LakeException))
            {
                throw new LakeException($"'{path}': its row group {index} could not be read: {error.Message.TrimEnd('.')}. {Remedy}", error);
            }
        }
    }

    /// <summary>How many values so many bytes are believed to hold.</summary>
    private static long Most(long bytes) => Math.Clamp(bytes * MostValues, FewValues, Array.MaxLength);

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
    private static void CheckRows(FileMetaData footer, TableFile file, LakePath path, long length)
    {
        var (groups, rows) = (footer.RowGroups.Select(group => group.NumRows).ToList(), footer.NumRows);
        var isFlat = footer.RowGroups.SelectMany(group => group.Columns.Select(column => (group.NumRows, column.MetaData)))
            .All(column => column.MetaData is not { PathInSchema.Count: 1 } flat || flat.NumValues == column.NumRows);
        if (groups.Any(count => count < 0 || count > Most(length)) || groups.Sum() != rows || rows != (file.RowCount ?? rows) || !isFlat)
        {
            throw new LakeException($"'{path}' speaks of {rows} rows, {groups.Sum()} of them in its groups, and the log of its table of {file.RowCount?.ToString(CultureInfo.InvariantCulture) ?? "none"}. {Remedy}");
        }
    }

    /// <summary>Loads a column of a row group, and looks at its pages before the library does.</summary>
    /// <exception cref="InvalidDataException">The footer or a page speaks of more than is there.</exception>
    private static void CheckPages(ChunkReadStream file, RowGroup group, DataField field)
    {
        var named = group.Columns.Where(column => column.MetaData is { } found && found.PathInSchema.SequenceEqual(field.Path.ToList())).ToList();
        var column = named is [{ MetaData: { } only }] ? only : throw new InvalidDataException($"the footer has {named.Count} places for column '{field.Path}'");
        var start = column.DictionaryPageOffset is > 0 and var dictionary && dictionary < column.DataPageOffset ? dictionary : column.DataPageOffset;
        var length = column.TotalCompressedSize;
        if (start < 0 || length < 0 || length > Array.MaxLength || start > file.Length - length)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"column '{field.Path}' has {length} bytes at byte {start} by the footer's word, and the file {file.Length}"));
        }

        if (column.NumValues < 0 || column.NumValues > Most(length))
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"column '{field.Path}' speaks of {column.NumValues} values in {length} bytes, more than {FewValues} and more than {MostValues} a byte; write smaller row groups if that is true"));
        }

        ParquetPages.Check(file.Load(start, (int)length), column);
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

    /// <summary>A column that the file has not: its partition value, or null, in every row.</summary>
    private static Array MakeColumn(ParquetRowGroupReader group, TableColumn column, IReadOnlyDictionary<string, string?> partition, LakePath path)
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

    private static async Task<Array> ReadColumnAsync(ParquetRowGroupReader group, DataField field, TableColumn column, LakePath path, Action checkPages, CancellationToken cancellationToken)
    {
        try
        {
            checkPages();
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
