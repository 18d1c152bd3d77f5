using VoiceLake.Lake;
using VoiceLake.Lake.Files;

namespace VoiceLake.Extraction.Internals;

/// <summary>A table file that grows clip by clip and stands under its name when it is whole.</summary>
internal sealed class TableOutput : IAsyncDisposable
{
    private const long BatchBytes = 8 << 20;
    private readonly string _path;
    private readonly string _unfinished;
    private readonly ClipTable _table;
    private readonly TableFileWriter _file;
    private readonly List<TableBatch> _pending = [];
    private long _pendingBytes;
    private long _rows;

    private TableOutput(string path, string unfinished, ClipTable table, TableFileWriter file) => (_path, _unfinished, _table, _file) = (path, unfinished, table, file);

    /// <summary>Begins a file beside the one that it will become.</summary>
    /// <exception cref="ExtractionException">It cannot be written there.</exception>
    public static async Task<TableOutput> CreateAsync(string path, ClipTable table, CancellationToken cancellationToken)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}"[..(path.Length + 9)] + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (Directory.Exists(path))
            {
                throw new IOException("It is a folder.");
            }

            return new TableOutput(path, unfinished, table, await TableFileWriter.CreateAsync(unfinished, TableFileWriter.ExtensionOf(path), table.Schema, cancellationToken));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExtractionException($"'{path}' cannot be written: {error.Message} Name another file, or make its folder writable.");
        }
    }

    /// <summary>Adds rows of a clip.</summary>
    public async Task AddAsync(TableBatch rows, CancellationToken cancellationToken)
    {
        _pending.Add(rows);
        _rows += rows.RowCount;
        _pendingBytes += rows.Columns.Sum(ColumnArrays.SizeOf);
        if (_pendingBytes >= BatchBytes)
        {
            await WriteAsync(cancellationToken);
        }
    }

    /// <summary>Writes what is left and gives the file its name.</summary>
    public async Task<ExtractionOutput> FinishAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken);
        await _file.DisposeAsync();
        File.Move(_unfinished, _path, overwrite: true);
        return new ExtractionOutput(_path, _rows, _table.Features);
    }

    /// <summary>Removes what was not finished.</summary>
    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        File.Delete(_unfinished);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_pending.Count > 0)
        {
            var columns = Enumerable.Range(0, _table.Schema.Columns.Count).Select(column => ColumnArrays.Concat([.. _pending.Select(batch => batch.Columns[column])]));
            await _file.WriteAsync(new TableBatch(_table.Schema, [.. columns]), cancellationToken);
        }

        _pending.Clear();
        _pendingBytes = 0;
    }
}
