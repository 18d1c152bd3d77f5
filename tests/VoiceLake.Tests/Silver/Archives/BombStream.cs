namespace VoiceLake.Tests.Silver.Archives;

/// <summary>Bytes, very many zeros, and bytes: an archive that is larger than memory.</summary>
internal sealed class BombStream(byte[] before, long zeros, byte[] after) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => before.Length + zeros + after.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var (part, start) = _position < before.Length ? (before, 0) : _position < before.Length + zeros ? ([], before.Length) : (after, before.Length + zeros);
        var count = (int)Math.Min(buffer.Length, (part.Length == 0 ? zeros : part.Length) - (_position - start));
        if (part.Length == 0)
        {
            buffer[..count].Clear();
        }
        else
        {
            part.AsSpan((int)(_position - start), count).CopyTo(buffer);
        }

        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
