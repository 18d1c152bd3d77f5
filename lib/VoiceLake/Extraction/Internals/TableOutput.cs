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
    /// <param name="path">What it will be called.</param>
    /// <param name="table">What it will hold.</param>
    /// <param name="create">Creates a file; null takes the disk's.</param>
    /// <param name="cancellationToken">Stops the beginning.</param>
    /// <exception cref="ExtractionException">It cannot be written there.</exception>
    public static async Task<TableOutput> CreateAsync(string path, ClipTable table, Func<string, Stream>? create = null, CancellationToken cancellationToken = default)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}"[..(path.Length + 9)] + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (Directory.Exists(path))
            {
                throw new IOException("It is a folder.");
            }

            var stream = create is null ? new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write) : create(unfinished);
            return new TableOutput(path, unfinished, table, await TableFileWriter.CreateAsync(stream, TableFileWriter.ExtensionOf(path), table.Schema, cancellationToken));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Remove(unfinished);
            throw new ExtractionException($"'{path}' cannot be written: {error.Message} Name another file, or make its folder writable.");
        }
    }

    /// <summary>Adds rows of a clip.</summary>
    /// <exception cref="IOException">They cannot be written, as on a full disk.</exception>
    public async Task AddAsync(TableBatch rows, CancellationToken cancellationToken)
    {
        _pending.Add(rows);
        _rows += rows.RowCount;
        _pendingBytes += rows.Columns.Sum(ColumnArrays.SizeOf);
        if (_pendingBytes >= BatchBytes)
        {
            await TryAsync(() => WriteAsync(cancellationToken));
        }
    }

    /// <summary>Writes what is left, to the file's last byte.</summary>
    /// <exception cref="IOException">It cannot be written, as on a full disk.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        await WriteAsync(cancellationToken);
        await _file.DisposeAsync();
    });

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="IOException">The name is taken by what cannot be replaced.</exception>
    public async Task<ExtractionOutput> PublishAsync()
    {
        await TryAsync(() =>
        {
            File.Move(_unfinished, _path, overwrite: true);
            return Task.CompletedTask;
        });
        return new ExtractionOutput(_path, _rows, _table.Features);
    }

    /// <summary>Removes what was not finished.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _file.DisposeAsync();
        }
        catch (IOException)
        {
            // The end of a file that goes now: why it was not finished has been said.
        }
        finally
        {
            Remove(_unfinished);
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (DirectoryNotFoundException)
        {
            // Its folder could not be made, or is gone with it.
        }
    }

    private async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var reason = error.Message.Replace(Path.GetFullPath(_unfinished), _path, StringComparison.Ordinal);
            throw new IOException($"'{_path}' could not be written: {reason.TrimEnd('.')}. Make room there, or name a file on another disk; what stood there before is as it was.", error);
        }
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
