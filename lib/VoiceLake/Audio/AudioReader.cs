using VoiceLake.Audio.Internals;

namespace VoiceLake.Audio;

/// <summary>Decodes a WAV or FLAC file piece by piece in little memory: hours of sound take no more than minutes.</summary>
/// <remarks>
/// Samples, notes and errors are those of <see cref="AudioDecoder"/> and <see cref="ChannelMixer"/>, but that no length is too long unless
/// the options say so; damage is met where it stands, after the
/// samples before it. Held are 128 KB of the file, or one FLAC frame where that is more, and one block of samples.
/// Notebook: 02-silver-decode-and-cast
/// </remarks>
public sealed class AudioReader : IDisposable
{
    private const int BlockBytes = 1 << 15;

    private readonly Stream _stream;
    private readonly StreamWindow _window;
    private readonly AudioSource _source;
    private readonly string _name;
    private readonly int _mostSamples;
    private float[] _channel = [];
    private double[] _sum = [];
    private int _block;
    private int _taken;
    private bool _ended;

    private AudioReader(Stream stream, StreamWindow window, string name, AudioDecoderOptions options)
    {
        (_stream, _window, _name) = (stream, window, name);
        _source = AudioSource.Open(new AudioBytes(window), name, options);
        _mostSamples = Math.Max(1, BlockBytes / (_source.Channels * ((_source.Bits + 7) / 8)));
    }

    /// <summary>Hz.</summary>
    public int SampleRate => _source.SampleRate;

    /// <summary>Channels, which <see cref="Read"/> mixes to one.</summary>
    public int Channels => _source.Channels;

    /// <summary>Bits a sample in the file.</summary>
    public int BitsPerSample => _source.Bits;

    /// <summary>Such as <c>wav/pcm_s16le</c> or <c>flac</c>.</summary>
    public string Codec => _source.Codec;

    /// <summary>Samples that the file will give; null where its header does not say.</summary>
    public long? Length => _source.Length;

    /// <summary>Samples that were given.</summary>
    public long Position { get; private set; }

    /// <summary>What was mended up to here; complete when <see cref="Read"/> has given 0.</summary>
    public IReadOnlyList<AudioNote> Notes => _source.Notes;

    /// <summary>Opens a file and reads its headers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits; null sets none to the length.</param>
    /// <exception cref="AudioFormatException">The file is empty, of another format or damaged; <see cref="AudioRules"/> lists the rules.</exception>
    /// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
    public static AudioReader Open(string path, AudioDecoderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), path, options);
    }

    /// <summary>Reads the headers of a file in a stream, from where the stream stands to its end.</summary>
    /// <param name="stream">One that can seek; it is closed with the reader, and at once where it cannot be read.</param>
    /// <param name="name">What errors call the file.</param>
    /// <param name="options">Limits; null sets none to the length.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    /// <exception cref="AudioFormatException">The file is empty, of another format or damaged; <see cref="AudioRules"/> lists the rules.</exception>
    /// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
    public static AudioReader Open(Stream stream, string name, AudioDecoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream cannot seek, and a WAV header is checked against the end of its file: copy it into a file or a MemoryStream first.", nameof(stream));
        }

        options ??= new AudioDecoderOptions { MaxSamples = long.MaxValue, MaxSamplesPerByte = int.MaxValue };
        options.Validate();
        var window = new StreamWindow(stream);
        try
        {
            return new AudioReader(stream, window, name, options);
        }
        catch
        {
            window.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The next samples, the mean of all channels.</summary>
    /// <param name="mono">Receives samples in [−1, 1].</param>
    /// <returns>How many there are: as many as there is room for, fewer only at the end of the file, and 0 after it.</returns>
    /// <exception cref="AudioFormatException">The file is damaged, or it ended without a sample.</exception>
    /// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
    public int Read(Span<float> mono)
    {
        var file = new AudioBytes(_window);
        var read = 0;
        while (read < mono.Length && HasSamples(file))
        {
            var count = Math.Min(_block - _taken, mono.Length - read);
            Mix(file, mono.Slice(read, count));
            (read, _taken, Position) = (read + count, _taken + count, Position + count);
        }

        return read;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _window.Dispose();
        _stream.Dispose();
    }

    private bool HasSamples(AudioBytes file)
    {
        if (_taken < _block)
        {
            return true;
        }

        (_block, _taken) = (_ended ? 0 : _source.Next(file, _mostSamples), 0);
        if (_block == 0)
        {
            _ended = true;
            AudioSource.CheckNotEmpty(Position, file, _name);
        }

        return _block > 0;
    }

    private void Mix(AudioBytes file, Span<float> mono)
    {
        if (Channels == 1)
        {
            _source.Copy(file, 0, _taken, mono);
            return;
        }

        if (_channel.Length < mono.Length)
        {
            (_channel, _sum) = (new float[mono.Length], new double[mono.Length]);
        }

        var samples = _channel.AsSpan(0, mono.Length);
        var sum = _sum.AsSpan(0, mono.Length);
        sum.Clear();
        for (var channel = 0; channel < Channels; channel++)
        {
            _source.Copy(file, channel, _taken, samples);
            ChannelMixer.Add(samples, sum);
        }

        ChannelMixer.Mean(sum, Channels, mono);
    }
}
