using System.Globalization;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>Bytes of an object from an offset on, and what they belong to.</summary>
/// <param name="Count">How many bytes were read into the buffer.</param>
/// <param name="TotalLength">The object's length.</param>
/// <param name="ETag">The version that they are of.</param>
internal readonly record struct RangeRead(int Count, long TotalLength, string ETag)
{
    /// <summary>The object's length as an answer tells it: behind the slash of <c>bytes 0-9/100</c>; without a range, what came is the whole.</summary>
    public static long TotalLengthOf(string? contentRange, long contentLength) =>
        contentRange is not null && contentRange.LastIndexOf('/') is var slash and >= 0 ? long.Parse(contentRange.AsSpan(slash + 1), CultureInfo.InvariantCulture) : contentLength;
}

/// <summary>Reads bytes from an offset into a buffer, fewer only at the object's end; with an entity tag, of that version or not at all.</summary>
/// <exception cref="LakeObjectNotFoundException">There is no such object.</exception>
/// <exception cref="LakeObjectChangedException">The object is of another version.</exception>
internal delegate Task<RangeRead> RangeReader(long offset, Memory<byte> buffer, string? etag, CancellationToken cancellationToken);

/// <summary>An object as a stream that reads and seeks: windows of it are fetched when they are needed, all of one version.</summary>
/// <remarks>The first window is small; each next one in a row is twice as large, so that a look at a file's end costs little and a whole file few requests.</remarks>
internal sealed class RangeReadStream : Stream
{
    private const int FirstWindow = 256 << 10;
    private const int LargestWindow = 4 << 20;

    // Formats that keep their index at the end are read from there: one request brings the end whole.
    private const int Tail = 64 << 10;

    private readonly RangeReader _read;
    private readonly string _etag;
    private readonly long _start;
    private Window _window;
    private Window _spare = new([], 0, 0);
    private long _position;
    private bool _closed;

    private RangeReadStream(RangeReader read, string etag, long start, long length, Window window)
    {
        (_read, _etag, _start, Length, _window) = (read, etag, start, length, window);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>Opens the bytes from an offset, all or so many; the first window tells whether the object is there.</summary>
    public static async Task<Stream> OpenAsync(RangeReader read, long offset, long? length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        var buffer = new byte[(int)Math.Clamp(length ?? FirstWindow, 1, FirstWindow)];
        var first = await read(offset, buffer, null, cancellationToken);
        var there = Math.Max(0, Math.Min(length ?? long.MaxValue, first.TotalLength - offset));
        return new RangeReadStream(read, first.ETag, offset, there, new Window(buffer, 0, (int)Math.Min(first.Count, there)));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // Parquet's reader asks from a thread of its own, which may wait.
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= Length)
        {
            return 0;
        }

        if (!_window.Holds(_position))
        {
            MoveAsync(buffer.Length, CancellationToken.None).GetAwaiter().GetResult();
        }

        return Copy(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.IsEmpty || _position >= Length)
        {
            return 0;
        }

        if (!_window.Holds(_position))
        {
            await MoveAsync(buffer.Length, cancellationToken);
        }

        return Copy(buffer.Span);
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("This stream only reads.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream only reads.");

    protected override void Dispose(bool disposing)
    {
        _closed = true;
        base.Dispose(disposing);
    }

    // Two windows are kept: an index at the end and the place that is being read take turns.
    private async Task MoveAsync(int wanted, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        (_window, _spare) = (_spare, _window);
        if (_window.Holds(_position))
        {
            return;
        }

        var inARow = _position == _spare.End;
        var start = !inARow && Length - _position <= Tail ? Math.Max(0, Length - Tail) : _position;
        var size = Math.Max(inARow ? Math.Min(LargestWindow, _spare.Count * 2L) : FirstWindow, Math.Min(wanted, LargestWindow));
        var count = (int)Math.Min(size, Length - start);
        var buffer = _window.Bytes.Length >= count ? _window.Bytes : new byte[count];
        _window = new Window(buffer, 0, 0);
        var came = await _read(_start + start, buffer.AsMemory(0, count), _etag, cancellationToken);
        _window = came.Count == count ? new Window(buffer, start, count) : throw new LakeException($"{came.Count} bytes came of {count} that were asked for at {_start + start}: read it again.");
    }

    private int Copy(Span<byte> buffer)
    {
        var from = (int)(_position - _window.Start);
        var count = Math.Min(buffer.Length, _window.Count - from);
        _window.Bytes.AsSpan(from, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private readonly record struct Window(byte[] Bytes, long Start, int Count)
    {
        public long End => Start + Count;

        public bool Holds(long position) => position >= Start && position < End;
    }
}
