namespace VoiceLake.Audio.Internals;

/// <summary>The bytes of an audio file: all of them in memory, or a window that moves over a stream.</summary>
internal readonly ref struct AudioBytes
{
    private readonly ReadOnlySpan<byte> _all;
    private readonly StreamWindow? _window;

    public AudioBytes(ReadOnlySpan<byte> file)
    {
        _all = file;
        Length = file.Length;
    }

    public AudioBytes(StreamWindow window) => (_window, Length) = (window, window.Length);

    /// <summary>Bytes of the whole file.</summary>
    public long Length { get; }

    /// <summary>The bytes from a place on: <paramref name="wanted"/> or more, fewer only where the file ends. They hold until the next call.</summary>
    public ReadOnlySpan<byte> At(long offset, int wanted)
        => _window is null ? _all[(int)Math.Min(offset, _all.Length)..] : _window.At(offset, wanted);
}
