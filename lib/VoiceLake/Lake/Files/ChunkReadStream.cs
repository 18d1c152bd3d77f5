using System.Globalization;

namespace VoiceLake.Lake.Files;

/// <summary>A file that is read as it is until a piece of it is loaded: from then on only what is loaded can be read.</summary>
/// <remarks>So nothing reaches a reader that was not looked at before; a read behind the end is an error. Asynchronous reads are done at once, on the caller's thread: <see cref="ParquetThread"/> is there to wait.</remarks>
internal sealed class ChunkReadStream(Stream source) : Stream
{
    private byte[] _chunk = [];
    private long _start;
    private int? _length;
    private long _position = source.Position;

    public override bool CanRead => true;

    public override bool CanSeek => source.CanSeek;

    public override bool CanWrite => false;

    public override long Length => source.Length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new InvalidDataException("a place before the file's first byte is asked for");
    }

    /// <summary>Reads a piece into memory, in one request of a store; it holds until the next.</summary>
    /// <exception cref="EndOfStreamException">The file ends before it.</exception>
    public ReadOnlySpan<byte> Load(long start, int length)
    {
        if (_chunk.Length < length)
        {
            _chunk = GC.AllocateUninitializedArray<byte>(length);
        }

        source.Position = start;
        source.ReadExactly(_chunk, 0, length);
        (_start, _length) = (start, length);
        return _chunk.AsSpan(0, length);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = _length is { } length ? ReadLoaded(buffer, length) : ReadFile(buffer);
        if (read == 0 && buffer.Length > 0)
        {
            // The library asks again and again for what is not there.
            throw new EndOfStreamException(string.Create(CultureInfo.InvariantCulture, $"the bytes end at {_position}, and more are asked for"));
        }

        _position += read;
        return read;
    }

    private int ReadLoaded(Span<byte> buffer, int length)
    {
        if (_position < _start || _position > _start + length)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"byte {_position} is asked for, and the column lies at {_start} to {_start + length} by the footer's word"));
        }

        var loaded = _chunk.AsSpan(0, length)[(int)(_position - _start)..];
        var read = Math.Min(buffer.Length, loaded.Length);
        loaded[..read].CopyTo(buffer);
        return read;
    }

    private int ReadFile(Span<byte> buffer)
    {
        source.Position = _position;
        return source.Read(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + (origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    });

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("This stream only reads.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream only reads.");
}
