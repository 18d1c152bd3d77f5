using System.Buffers;

namespace VoiceLake.Silver.Archives;

/// <summary>A forward-only stream of which only <see cref="Stream.Read(Span{byte})"/> has to be written.</summary>
internal abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Bytes that were read ahead to tell the format, then the rest of the stream.</summary>
internal sealed class PrefixedStream(byte[] prefix, Stream rest) : ReadOnlyStream
{
    private int _used;

    public override int Read(Span<byte> buffer)
    {
        var read = Math.Min(buffer.Length, prefix.Length - _used);
        if (read > 0)
        {
            prefix.AsSpan(_used, read).CopyTo(buffer);
            _used += read;
        }
        else
        {
            read = rest.Read(buffer);
        }

        return read;
    }
}

/// <summary>The next bytes of a stream and no more.</summary>
internal sealed class BoundedStream(Stream stream, long size) : ReadOnlyStream
{
    public long Size { get; } = size;

    /// <summary>How many bytes were not read yet.</summary>
    public long Left { get; private set; } = size;

    public override int Read(Span<byte> buffer)
    {
        var read = stream.Read(buffer[..(int)Math.Min(buffer.Length, Left)]);
        Left -= read;
        return read;
    }
}

internal static class StreamSkipping
{
    private const int ChunkLength = 81_920;

    /// <summary>Goes past bytes by reading them; gives how many there were.</summary>
    public static long Skip(this Stream stream, long bytes)
    {
        var chunk = ArrayPool<byte>.Shared.Rent((int)Math.Min(bytes, ChunkLength));
        try
        {
            var skipped = 0L;
            for (var read = 1; read > 0 && skipped < bytes; skipped += read)
            {
                read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, bytes - skipped));
            }

            return skipped;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
