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

/// <summary>Bytes that were read ahead to tell the format, then the rest of the stream; counts what was taken.</summary>
internal sealed class PrefixedStream(byte[] prefix, Stream rest) : ReadOnlyStream
{
    private int _used;

    public long BytesRead { get; private set; }

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

        BytesRead += read;
        return read;
    }
}
