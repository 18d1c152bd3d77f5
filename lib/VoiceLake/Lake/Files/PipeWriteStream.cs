using System.IO.Pipelines;

namespace VoiceLake.Lake.Files;

/// <summary>A write-only stream into a pipe that knows its position, as Parquet's writer needs.</summary>
internal sealed class PipeWriteStream(PipeWriter writer) : Stream
{
    private long _position;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("This stream only grows.");
    }

    // What is written waits in the pipe for the next flush, once a row group: Parquet's writer is never held up in the middle of one.
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        System.Buffers.BuffersExtensions.Write(writer, buffer);
        _position += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Hands on what was written; waits while the reader is far behind.</summary>
    public async Task SendAsync(CancellationToken cancellationToken) => await writer.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream only writes.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("This stream only grows.");

    public override void SetLength(long value) => throw new NotSupportedException("This stream only grows.");
}
