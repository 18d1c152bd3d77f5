namespace VoiceLake.Audio.Internals;

/// <summary>The bytes of a stream around the place that is read.</summary>
internal sealed class StreamWindow(Stream stream)
{
    private const int SmallestBuffer = 1 << 16;

    private readonly long _origin = stream.Position;
    private byte[] _buffer = new byte[SmallestBuffer];
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

    /// <summary>Keeps what is there already and reads on to the end of the buffer.</summary>
    private void Move(long offset, int needed)
    {
        var kept = offset >= _start && offset < _start + _filled ? _buffer.AsSpan((int)(offset - _start).._filled) : [];
        var target = needed > _buffer.Length ? new byte[Math.Max(needed, 2L * _buffer.Length)] : _buffer;
        kept.CopyTo(target);
        (_buffer, _start, _filled) = (target, offset, kept.Length);
        stream.Position = _origin + _start + _filled;
        _filled += stream.ReadAtLeast(_buffer.AsSpan(_filled), needed - _filled, throwOnEndOfStream: true);
    }
}
