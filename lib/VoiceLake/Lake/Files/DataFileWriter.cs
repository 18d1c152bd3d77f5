using System.IO.Pipelines;

namespace VoiceLake.Lake.Files;

/// <summary>Writes one Parquet object, a row group at a time, straight into the store; visible when finished.</summary>
internal sealed class DataFileWriter : IAsyncDisposable
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 4 << 20, resumeWriterThreshold: 1 << 20, minimumSegmentSize: 1 << 16));
    private readonly PipeWriteStream _stream;
    private readonly Task<LakeObject> _put;
    private readonly CancellationTokenSource _stop = new();
    private ParquetTableWriter _writer = null!;
    private bool _finished;

    private DataFileWriter(ILakeStore store, LakePath path)
    {
        Path = path;
        _stream = new PipeWriteStream(_pipe.Writer);
        _put = PutAsync(store);
    }

    public LakePath Path { get; }

    /// <summary>Bytes written so far.</summary>
    public long Length => _stream.Position;

    public static async Task<DataFileWriter> CreateAsync(ILakeStore store, LakePath path, TableSchema schema, CancellationToken cancellationToken)
    {
        var writer = new DataFileWriter(store, path);
        writer._writer = await ParquetTableWriter.CreateAsync(writer._stream, schema, cancellationToken);
        return writer;
    }

    /// <summary>Writes a batch as one row group.</summary>
    public async Task WriteAsync(TableBatch batch, CancellationToken cancellationToken)
    {
        await _writer.WriteAsync(batch, cancellationToken);
        await _stream.SendAsync(cancellationToken);
    }

    /// <summary>Ends the file and makes it an object.</summary>
    public async Task<LakeObject> FinishAsync()
    {
        await _writer.DisposeAsync();
        await _stream.SendAsync(CancellationToken.None);
        await _pipe.Writer.CompleteAsync();
        _finished = true;
        return await _put;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_finished)
        {
            // An unfinished file must not become an object: the put is stopped before the pipe ends.
            await _stop.CancelAsync();
            await _pipe.Writer.CompleteAsync();
            await _put.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        _stop.Dispose();
    }

    private async Task<LakeObject> PutAsync(ILakeStore store)
    {
        await Task.Yield();
        try
        {
            var put = await store.PutAsync(Path, _pipe.Reader.AsStream(), PutCondition.IfAbsent, _stop.Token);
            await _pipe.Reader.CompleteAsync();
            return put;
        }
        catch (Exception error)
        {
            // The writer's next flush ends instead of waiting for a reader that is gone; FinishAsync throws this error.
            await _pipe.Reader.CompleteAsync(error);
            throw;
        }
    }
}
