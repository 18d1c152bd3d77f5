using System.Buffers;

namespace VoiceLake.Audio.Internals;

/// <summary>The bytes of a stream around the place that is read, in a pooled buffer.</summary>
internal sealed class StreamWindow(Stream stream) : IDisposable
{
    private const int SmallestBuffer = 1 << 17;

    private readonly long _origin = stream.Position;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(SmallestBuffer);
    private long _start;
    private int _filled;

    /// <summary>Bytes from where the stream stood to its end.</summary>
    public long Length { get; } = stream.Length - stream.Position;

    /// <inheritdoc cref="AudioBytes.At"/>
    public ReadOnlySpan<byte> At(long offset, int wanted)
    {
        var needed = (int)Math.Clamp(Length - offset, 0, wanted);
        if (offset < _start || offset + needed > _start + _filled)
        {
            Move(offset, needed);
        }

        return needed == 0 ? [] : _buffer.AsSpan((int)(offset - _start).._filled);
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _filled) = ([], 0);
        }
    }

    /// <summary>Keeps what is there already and reads on to the end of the buffer.</summary>
    private void Move(long offset, int needed)
    {
        var kept = offset >= _start && offset < _start + _filled ? _buffer.AsSpan((int)(offset - _start).._filled) : [];
        var outgrown = needed > _buffer.Length ? _buffer : null;
        _buffer = outgrown is null ? _buffer : ArrayPool<byte>.Shared.Rent(needed);
        kept.CopyTo(_buffer);
        (_start, _filled) = (offset, kept.Length);
        if (outgrown is not null)
        {
            ArrayPool<byte>.Shared.Return(outgrown);
        }

        stream.Position = _origin + _start + _filled;
        _filled += stream.ReadAtLeast(_buffer.AsSpan(_filled), needed - _filled, throwOnEndOfStream: true);
    }
}
