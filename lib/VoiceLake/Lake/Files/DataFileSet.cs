using System.Security.Cryptography;
using System.Text;
using VoiceLake.Lake.Delta;

namespace VoiceLake.Lake.Files;

/// <summary>The data files of one write: rows are parted by their partition values and gathered into row groups of a bounded size.</summary>
internal sealed class DataFileSet(ILakeStore store, LakePath folder, TableSchema schema, IReadOnlyList<string> partitionBy) : IAsyncDisposable
{
    // Large enough for few files, small enough to be rewritten by a replace.
    private const long FileBytes = 128 << 20;
    private const int OpenFiles = 16;
    private const int LongestFolder = 200;

    private readonly TableSchema _stored = new(schema.Columns.Where(column => !partitionBy.Contains(column.Name, StringComparer.OrdinalIgnoreCase)));
    private readonly int[] _keys = [.. partitionBy.Select(schema.Require)];
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);
    private readonly List<AddAction> _added = [];
    private long _waiting;

    /// <summary>The files that are finished.</summary>
    public IReadOnlyList<AddAction> Added => _added;

    /// <summary>Takes a batch of the table's schema.</summary>
    public async Task AddAsync(TableBatch batch, CancellationToken cancellationToken)
    {
        foreach (var (part, rows) in Split(batch))
        {
            part.Batches.Add(rows);
            var bytes = rows.Columns.Sum(ColumnArrays.SizeOf);
            part.Bytes += bytes;
            part.Rows += rows.RowCount;
            _waiting += bytes;
            while (_waiting >= RowSources.RowGroupBytes || part.Rows >= RowSources.RowGroupRows)
            {
                await FlushAsync(_parts.Values.MaxBy(candidate => candidate.Bytes)!, cancellationToken);
            }
        }
    }

    /// <summary>Ends all files.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var part in _parts.Values)
        {
            await FlushAsync(part, cancellationToken);
            await CloseAsync(part);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts.Values.Where(part => part.File is not null))
        {
            await part.File!.DisposeAsync();
        }
    }

    private List<(Part Part, TableBatch Rows)> Split(TableBatch batch)
    {
        if (_keys.Length == 0)
        {
            return [(PartOf([]), batch)];
        }

        return Enumerable.Range(0, batch.RowCount)
            .GroupBy(row => string.Join('/', _keys.Select(key => Encode(PartitionText.Write(batch.Columns[key].GetValue(row))))))
            .Select(group => (PartOf([.. _keys.Select(key => PartitionText.Write(batch.Columns[key].GetValue(group.First())))]), RowSources.Conform(batch.Take([.. group]), _stored, folder.ToString())))
            .ToList();
    }

    private Part PartOf(string?[] values)
    {
        var key = string.Join('/', values.Select(Encode));
        if (!_parts.TryGetValue(key, out var part))
        {
            _parts[key] = part = new Part(Enumerable.Range(0, values.Length).ToDictionary(i => schema.Columns[_keys[i]].Name, i => values[i]), _stored);
        }

        return part;
    }

    private async Task FlushAsync(Part part, CancellationToken cancellationToken)
    {
        if (part.Batches.Count == 0)
        {
            return;
        }

        if (part.File is null)
        {
            if (_parts.Values.Count(other => other.File is not null) >= OpenFiles)
            {
                await CloseAsync(_parts.Values.Where(other => other.File is not null).MaxBy(other => other.File!.Length)!);
            }

            part.File = await DataFileWriter.CreateAsync(store, folder.Child(FolderOf(part.Values) + $"part-{_added.Count:d5}-{Guid.NewGuid()}.c000.snappy.parquet"), _stored, cancellationToken);
        }

        var batch = RowSources.Join(part.Batches, _stored);
        await part.File.WriteAsync(batch, cancellationToken);
        part.Statistics.Add(batch);
        _waiting -= part.Bytes;
        part.Batches.Clear();
        (part.Bytes, part.Rows) = (0, 0);
        if (part.File.Length >= FileBytes)
        {
            await CloseAsync(part);
        }
    }

    private async Task CloseAsync(Part part)
    {
        if (part.File is not { } file)
        {
            return;
        }

        var written = await file.FinishAsync();
        await file.DisposeAsync();
        _added.Add(new AddAction(Encode(written.Path.Name[(folder.Name.Length + 1)..], "/="), part.Values, written.Length, written.LastModified.ToUnixTimeMilliseconds(), true)
        {
            Stats = part.Statistics.ToJson(),
        });
        (part.File, part.Statistics) = (null, new FileStatistics(_stored));
    }

    // Folders only follow the custom of naming partition values; what counts stands in the log.
    private static string FolderOf(IReadOnlyDictionary<string, string?> values) => string.Concat(values.Select(value =>
    {
        var name = $"{Encode(value.Key)}={(value.Value is null ? "__HIVE_DEFAULT_PARTITION__" : Encode(value.Value))}";
        return (name.Length <= LongestFolder ? name : $"{name[..(LongestFolder - 65)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}") + "/";
    }));

    private static string Encode(string? text) => text is null ? "" : Encode(text, "");

    private static string Encode(string text, string keep) => keep.Aggregate(Uri.EscapeDataString(text), (encoded, letter) => encoded.Replace($"%{(int)letter:X2}", letter.ToString(), StringComparison.Ordinal));

    private sealed class Part(IReadOnlyDictionary<string, string?> values, TableSchema stored)
    {
        public IReadOnlyDictionary<string, string?> Values { get; } = values;

        public List<TableBatch> Batches { get; } = [];

        public long Bytes { get; set; }

        public long Rows { get; set; }

        public DataFileWriter? File { get; set; }

        public FileStatistics Statistics { get; set; } = new(stored);
    }
}
