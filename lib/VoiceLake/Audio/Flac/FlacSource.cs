using VoiceLake.Audio.Internals;

namespace VoiceLake.Audio.Flac;

/// <summary>Decodes FLAC (RFC 9639) frame by frame and checks everything that can be checked: both CRCs, frame numbers, sample count and MD5.</summary>
internal sealed class FlacSource : AudioSource
{
    private const int Id3v1Bytes = 128;
    private const int ScanBytes = 1 << 16;

    private readonly string _name;
    private readonly AudioDecoderOptions _options;
    private readonly FlacStreamInfo _info;
    private readonly FlacFrame _frame;
    private readonly FlacMd5? _md5;
    private FlacFrameHeader? _previous;
    private long _position;
    private long _samples;

    // What a frame may need, as far as is known: twice what was too little.
    private int _room = 1 << 15;

    public FlacSource(AudioBytes file, string name, AudioDecoderOptions options)
    {
        (_name, _options) = (name, options);
        (_info, _position) = FlacMetadata.Read(file, name, Notes);
        options.CheckLength(_info.TotalSamples, _info.Channels, name, 0);
        _frame = new FlacFrame(_info.Channels, _info.Bits);
        _md5 = _info.Md5 is null ? null : new FlacMd5(_info.Channels, _info.Bits);
    }

    public override int SampleRate => _info.SampleRate;

    public override int Channels => _info.Channels;

    public override int Bits => _info.Bits;

    public override string Codec => "flac";

    public override long? Length => _info.TotalSamples > 0 ? _info.TotalSamples : null;

    /// <summary>The integers of the block that was read last.</summary>
    public ReadOnlySpan<int> Samples(int channel) => _frame.Samples(channel);

    public override int Next(AudioBytes file, int most)
    {
        try
        {
            if (AtEnd(file))
            {
                CheckEnd(file);
                return 0;
            }

            ReadFrame(file);
        }
        catch (FlacFault fault)
        {
            throw AudioRules.Broken(fault.Rule, _name, _position + fault.Offset, $"{fault.Message}; {_samples} samples before it are sound");
        }

        _options.CheckLength(_samples, Channels, _name, _position);
        _options.CheckDensity(_samples, Channels, _name, _position);
        return _frame.BlockSize;
    }

    public override void Copy(AudioBytes file, int channel, int start, Span<float> samples)
        => FlacSamples.ToFloat(Samples(channel).Slice(start, samples.Length), samples, Bits);

    public override void Dispose() => _md5?.Dispose();

    private bool AtEnd(AudioBytes file)
    {
        if (_info.TotalSamples > 0)
        {
            return _samples == _info.TotalSamples;
        }

        // Of unknown length: what is no frame ends the stream only where it is a known tag, or the MD5 says that all is there.
        var rest = file.At(_position, FlacFrameHeader.LongestBytes);
        return rest.IsEmpty
            || (!FlacFrameHeader.IsSync(rest) && ((file.Length - _position == Id3v1Bytes && rest.StartsWith("TAG"u8)) || _md5?.Is(_info.Md5) == true));
    }

    private void CheckEnd(AudioBytes file)
    {
        if (_md5?.Is(_info.Md5) == false)
        {
            throw new FlacFault(AudioRules.FlacMd5, 0, "the MD5 of the decoded samples does not match");
        }

        if (file.Length > _position)
        {
            Notes.Add(new AudioNote(AudioRules.FlacTrailingBytes, _position, $"{file.Length - _position} bytes follow the last frame: left out."));
        }
    }

    private void ReadFrame(AudioBytes file)
    {
        if (file.Length == _position)
        {
            throw new FlacFault(AudioRules.FlacTruncated, 0, $"the file ends after {_samples} of {_info.TotalSamples} samples");
        }

        var header = FlacFrameHeader.Read(file.At(_position, FlacFrameHeader.LongestBytes));
        CheckHeader(header);
        _position += ReadBody(file, header);
        CheckRange();
        _previous = header;
        _samples += header.BlockSize;
        _md5?.Append(_frame);
    }

    /// <summary>Decodes the frame at hand and gives its bytes, however much of the file must be at hand for it.</summary>
    private int ReadBody(AudioBytes file, FlacFrameHeader header)
    {
        while (true)
        {
            var frame = file.At(_position, _room);
            try
            {
                return _frame.Read(frame, header);
            }
            catch (FlacFault fault) when (fault.Rule == AudioRules.FlacTruncated)
            {
                if (frame.Length == file.Length - _position)
                {
                    throw NextFrame(file, header) is { } next
                        ? new FlacFault(AudioRules.FlacSubframe, 0, $"the frame is damaged: it runs past the next one at byte {next}")
                        : fault;
                }
            }

            _room = checked(2 * _room);
        }
    }

    /// <summary>Where a later frame begins: a frame that runs past the end of the file before that is damaged, not cut off.</summary>
    private long? NextFrame(AudioBytes file, FlacFrameHeader header)
    {
        for (var at = _position + header.Length; at < file.Length; at++)
        {
            var rest = file.At(at, ScanBytes);
            var step = rest.IndexOf((byte)0xFF);
            if (step < 0)
            {
                at += rest.Length - 1;
                continue;
            }

            at += step;
            if (FlacFrameHeader.IsSync(file.At(at, FlacFrameHeader.LongestBytes)) && IsFollowedBy(file, header, at))
            {
                return at;
            }
        }

        return null;
    }

    private static bool IsFollowedBy(AudioBytes file, FlacFrameHeader header, long at)
    {
        try
        {
            var next = FlacFrameHeader.Read(file.At(at, FlacFrameHeader.LongestBytes));
            return next.VariableBlocks == header.VariableBlocks && next.Number == NumberAfter(header) && next.Channels == header.Channels;
        }
        catch (FlacFault)
        {
            // Two bytes of a subframe that look like a sync code.
            return false;
        }
    }

    private static long NumberAfter(FlacFrameHeader header) => header.Number + (header.VariableBlocks ? header.BlockSize : 1);

    private void CheckHeader(FlacFrameHeader header)
    {
        if (header.Channels != Channels || (header.Bits ?? Bits) != Bits || (header.SampleRate ?? SampleRate) != SampleRate)
        {
            throw new FlacFault(
                AudioRules.FlacParametersChange,
                0,
                $"the frame has {header.Channels} channels, {header.Bits} bits and {header.SampleRate} Hz, but STREAMINFO says {Channels}, {Bits} and {SampleRate}");
        }

        if (_previous is { } previous)
        {
            if (header.VariableBlocks != previous.VariableBlocks)
            {
                throw new FlacFault(AudioRules.FlacFrameHeader, 0, "the blocking strategy changes inside the stream");
            }

            if (header.Number != NumberAfter(previous))
            {
                throw new FlacFault(AudioRules.FlacFrameNumber, 0, $"frame number {header.Number} stands where {NumberAfter(previous)} must");
            }
        }
        else if (header.Number > 0)
        {
            Notes.Add(new AudioNote(AudioRules.FlacStartsMidStream, _position, $"The first frame has number {header.Number}: what was before it is not in the file."));
        }

        if (_info.TotalSamples > 0 && header.BlockSize > _info.TotalSamples - _samples)
        {
            throw new FlacFault(AudioRules.FlacSampleCount, 0, $"the frame ends at sample {_samples + header.BlockSize}, but STREAMINFO says {_info.TotalSamples}");
        }
    }

    private void CheckRange()
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            if (!FlacSamples.Fit(Samples(channel), Bits))
            {
                throw new FlacFault(AudioRules.FlacSampleRange, 0, $"a sample in the frame before is wider than {Bits} bits");
            }
        }
    }
}
