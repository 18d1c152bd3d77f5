namespace VoiceLake.Audio.Wav;

/// <summary>Finds the fmt and data chunks among all others, and says how many bytes of samples there really are.</summary>
internal ref struct WavChunks
{
    private const uint Open = uint.MaxValue;
    private const int HeaderBytes = 8;

    private readonly WavBytes _file;
    private readonly List<AudioNote> _notes;
    private readonly bool _wide;
    private ulong? _wideDataSize;
    private long _dataHeader;

    private WavChunks(WavBytes file, bool wide, List<AudioNote> notes)
    {
        _file = file;
        _wide = wide;
        _notes = notes;
    }

    public WavFormat? Format { get; private set; }

    public long DataStart { get; private set; }

    public long DataLength { get; private set; }

    /// <summary>Reads chunk headers until both fmt and data are found.</summary>
    public static WavChunks Find(WavBytes file, bool wide, List<AudioNote> notes)
    {
        var chunks = new WavChunks(file, wide, notes);
        var position = 12L;
        while (position <= file.Length - HeaderBytes && (chunks.Format is null || chunks.DataStart == 0))
        {
            position = chunks.ReadChunk(position);
        }

        if (chunks.Format is null)
        {
            throw file.Broken(AudioRules.WavNoFormat, file.Length, "there is no fmt chunk");
        }

        return chunks.DataStart > 0 ? chunks : throw file.Broken(AudioRules.WavNoData, file.Length, "there is no data chunk");
    }

    private long ReadChunk(long header)
    {
        var start = header + HeaderBytes;
        var size = _file.UInt32(header + 4);
        var id = _file.Slice(header, 4);
        if (id.SequenceEqual("data"u8) && DataStart == 0)
        {
            FindData(header, size);
            return Next(start, DataLength);
        }

        if (size > _file.Length - start)
        {
            var name = System.Text.Encoding.Latin1.GetString(id);
            throw _file.Broken(AudioRules.WavChunkPastEnd, header, $"chunk '{name}' has {size} bytes, but only {_file.Length - start} are left");
        }

        if (id.SequenceEqual("fmt "u8) && Format is null)
        {
            Format = WavFormatReader.Read(_file, start, size, _notes);
            if (DataStart > 0)
            {
                Note(AudioRules.WavDataBeforeFormat, _dataHeader, "The data chunk stands before the fmt chunk.");
            }
        }
        else if (id.SequenceEqual("ds64"u8) && _wide && size >= 16)
        {
            _wideDataSize = _file.UInt64(start + 8);
        }

        return Next(start, size);
    }

    private void FindData(long header, uint declared)
    {
        (_dataHeader, DataStart) = (header, header + HeaderBytes);
        var left = _file.Length - DataStart;
        if (_wide && _wideDataSize is null)
        {
            Note(AudioRules.WavNoDs64, header, "There is no ds64 chunk before the samples: the 32-bit data size was used.");
        }

        var size = declared == Open && _wideDataSize is { } wide ? wide : declared;
        DataLength = left;
        if (size == Open && _wideDataSize is null)
        {
            Note(AudioRules.WavDataSizeUnknown, header + 4, $"The data size is −1: read {left} bytes to the end of the file.");
        }
        else if (size > (ulong)left)
        {
            Note(AudioRules.WavDataSizePastEnd, header + 4, $"The data size is {size}, but {left} bytes are left: read these.");
        }
        else if (size == 0 && !IsChunkChain(DataStart))
        {
            Note(AudioRules.WavDataSizeZero, header + 4, $"The data size is 0, but {left} bytes follow that are no chunks: read these.");
        }
        else
        {
            DataLength = (long)size;
            var end = DataStart + DataLength;
            if (!IsChunkChain(end) && !IsChunkChain(end + 1))
            {
                Note(AudioRules.WavTrailingBytes, end, $"{_file.Length - end} bytes after the samples are no chunks: left out.");
            }
        }
    }

    /// <summary>Whether the rest of the file is chunk after chunk, up to its very end or a pad byte before it.</summary>
    private readonly bool IsChunkChain(long position)
    {
        while (position <= _file.Length - HeaderBytes)
        {
            if (_file.Slice(position, 4).ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            {
                return false;
            }

            // In 32 bits the largest sizes would lead back to where they stand.
            long size = _file.UInt32(position + 4);
            position += HeaderBytes + size + (size & 1);
        }

        return position == _file.Length || position == _file.Length + 1;
    }

    /// <summary>Chunks start at even places; where the pad byte was forgotten, a chunk's name stands in its stead.</summary>
    private readonly long Next(long start, long size)
    {
        var end = start + size;
        if (size % 2 == 0 || end > _file.Length - HeaderBytes)
        {
            return end + (size & 1);
        }

        var here = _file.Slice(end, 4);
        if (here.SequenceEqual("data"u8) || here.SequenceEqual("fmt "u8) || here.SequenceEqual("LIST"u8) || here.SequenceEqual("fact"u8))
        {
            Note(AudioRules.WavPadMissing, end, "A chunk of odd length has no pad byte: the next one was read right behind it.");
            return end;
        }

        return end + 1;
    }

    private readonly void Note(string rule, long offset, string detail) => _notes.Add(new AudioNote(rule, offset, detail));
}
