namespace VoiceLake.Audio.Flac;

/// <summary>Reads a FLAC file frame by frame and checks everything that can be checked: both CRCs, frame numbers, sample count and MD5.</summary>
internal ref struct FlacStreamReader : IDisposable
{
    private const int Id3v1Bytes = 128;

    private readonly ReadOnlySpan<byte> _file;
    private readonly string _name;
    private readonly FlacFrame _frame;
    private readonly FlacMd5? _md5;
    private FlacFrameHeader? _previous;
    private int _position;

    public FlacStreamReader(ReadOnlySpan<byte> file, string name)
    {
        (_name, Notes) = (name, []);
        _file = file;
        (Info, _position) = FlacMetadata.Read(file, name, Notes);
        _frame = new FlacFrame(Info.Channels, Info.Bits);
        _md5 = Info.Md5 is null ? null : new FlacMd5(Info.Channels, Info.Bits);
    }

    public FlacStreamInfo Info { get; }

    public List<AudioNote> Notes { get; }

    /// <summary>Samples a channel in all frames so far.</summary>
    public long SamplesRead { get; private set; }

    public readonly int BytesLeft => _file.Length - _position;

    public readonly int BlockSize => _frame.BlockSize;

    public readonly ReadOnlySpan<int> Samples(int channel) => _frame.Samples(channel);

    /// <summary>Reads the next frame; false at the end of a stream that is sound.</summary>
    /// <exception cref="AudioFormatException">The stream is damaged; the message says how many samples before are sound.</exception>
    public bool Read()
    {
        try
        {
            if (AtEnd())
            {
                CheckEnd();
                return false;
            }

            ReadFrame();
            return true;
        }
        catch (FlacFault fault)
        {
            throw AudioRules.Broken(fault.Rule, _name, fault.Offset, $"{fault.Message}; {SamplesRead} samples before it are sound");
        }
    }

    public readonly void Dispose() => _md5?.Dispose();

    private readonly bool AtEnd()
    {
        if (Info.TotalSamples > 0)
        {
            return SamplesRead == Info.TotalSamples;
        }

        // Of unknown length: what is no frame ends the stream only where it is a known tag, or the MD5 says that all is there.
        var rest = _file[_position..];
        return rest.IsEmpty
            || (!FlacFrameHeader.IsSync(rest) && ((rest.Length == Id3v1Bytes && rest.StartsWith("TAG"u8)) || _md5?.Is(Info.Md5) == true));
    }

    private readonly void CheckEnd()
    {
        if (_md5?.Is(Info.Md5) == false)
        {
            throw new FlacFault(AudioRules.FlacMd5, _position, "the MD5 of the decoded samples does not match");
        }

        if (BytesLeft > 0)
        {
            Notes.Add(new AudioNote(AudioRules.FlacTrailingBytes, _position, $"{BytesLeft} bytes follow the last frame: left out."));
        }
    }

    private void ReadFrame()
    {
        if (BytesLeft == 0)
        {
            throw new FlacFault(AudioRules.FlacTruncated, _position, $"the file ends after {SamplesRead} of {Info.TotalSamples} samples");
        }

        var header = FlacFrameHeader.Read(_file, _position);
        CheckHeader(header);
        _position = ReadBody(header);
        CheckRange();
        _previous = header;
        SamplesRead += header.BlockSize;
        _md5?.Append(_frame);
    }

    private readonly int ReadBody(FlacFrameHeader header)
    {
        try
        {
            return _frame.Read(_file, _position, header);
        }
        catch (FlacFault fault) when (fault.Rule == AudioRules.FlacTruncated && NextFrame(header) is { } next)
        {
            throw new FlacFault(AudioRules.FlacSubframe, _position, $"the frame is damaged: it runs past the next one at byte {next}");
        }
    }

    /// <summary>Where a later frame begins: a frame that runs past the end of the file before that is damaged, not cut off.</summary>
    private readonly int? NextFrame(FlacFrameHeader header)
    {
        for (var at = _position + header.Length; at < _file.Length; at++)
        {
            var step = _file[at..].IndexOf((byte)0xFF);
            if (step < 0)
            {
                return null;
            }

            at += step;
            if (FlacFrameHeader.IsSync(_file[at..]) && IsFollowedBy(header, at))
            {
                return at;
            }
        }

        return null;
    }

    private readonly bool IsFollowedBy(FlacFrameHeader header, int at)
    {
        try
        {
            var next = FlacFrameHeader.Read(_file, at);
            return next.VariableBlocks == header.VariableBlocks && next.Number == NumberAfter(header) && next.Channels == header.Channels;
        }
        catch (FlacFault)
        {
            // Two bytes of a subframe that look like a sync code.
            return false;
        }
    }

    private static long NumberAfter(FlacFrameHeader header) => header.Number + (header.VariableBlocks ? header.BlockSize : 1);

    private readonly void CheckHeader(FlacFrameHeader header)
    {
        if (header.Channels != Info.Channels || (header.Bits ?? Info.Bits) != Info.Bits || (header.SampleRate ?? Info.SampleRate) != Info.SampleRate)
        {
            throw new FlacFault(
                AudioRules.FlacParametersChange,
                _position,
                $"the frame has {header.Channels} channels, {header.Bits} bits and {header.SampleRate} Hz, but STREAMINFO says {Info.Channels}, {Info.Bits} and {Info.SampleRate}");
        }

        if (_previous is { } previous)
        {
            if (header.VariableBlocks != previous.VariableBlocks)
            {
                throw new FlacFault(AudioRules.FlacFrameHeader, _position, "the blocking strategy changes inside the stream");
            }

            if (header.Number != NumberAfter(previous))
            {
                throw new FlacFault(AudioRules.FlacFrameNumber, _position, $"frame number {header.Number} stands where {NumberAfter(previous)} must");
            }
        }
        else if (header.Number > 0)
        {
            Notes.Add(new AudioNote(AudioRules.FlacStartsMidStream, _position, $"The first frame has number {header.Number}: what was before it is not in the file."));
        }

        if (Info.TotalSamples > 0 && header.BlockSize > Info.TotalSamples - SamplesRead)
        {
            throw new FlacFault(
                AudioRules.FlacSampleCount, _position, $"the frame ends at sample {SamplesRead + header.BlockSize}, but STREAMINFO says {Info.TotalSamples}");
        }
    }

    private readonly void CheckRange()
    {
        for (var channel = 0; channel < Info.Channels; channel++)
        {
            if (!FlacSamples.Fit(Samples(channel), Info.Bits))
            {
                throw new FlacFault(AudioRules.FlacSampleRange, _position, $"a sample in the frame before is wider than {Info.Bits} bits");
            }
        }
    }
}
