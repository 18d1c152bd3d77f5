using System.Buffers.Text;

namespace VoiceLake.Silver.Archives;

/// <summary>Lists a tar, or several that were joined end to end.</summary>
internal sealed class TarEntries(Stream stream, UnpackTally tally)
{
    // Attributes of files take a few hundred bytes; who needs more than this wants to fill the memory.
    private const int LongestExtension = 1 << 20;

    private readonly byte[] _block = new byte[TarHeader.Length];
    private readonly PaxRecords _ofAll = new();
    private TarAddition? _addition;

    /// <summary>Whether a tar begins with this block.</summary>
    public static bool Begin(ReadOnlySpan<byte> block) => TarHeader.Is(block) && block[0] != 0;

    /// <summary>The entries; the content of each must be read before the next is asked for.</summary>
    /// <exception cref="InvalidDataException">No header stands where one must.</exception>
    /// <exception cref="EndOfStreamException">The tar ends inside an entry or without its end mark.</exception>
    public IEnumerable<RawEntry> Read()
    {
        while (ReadHeader())
        {
            if (ReadExtension())
            {
                continue;
            }

            var (entry, content) = Entry();
            _addition = null;
            yield return entry;
            SkipRest(content);
        }
    }

    private bool ReadHeader()
    {
        var read = stream.ReadAtLeast(_block, TarHeader.Length, throwOnEndOfStream: false);
        if (read < TarHeader.Length || (_addition is not null && IsZero(_block)))
        {
            throw new EndOfStreamException(read == 0 && _addition is null
                ? "The archive ends between two entries, without the end mark of a tar."
                : "The archive ends in what stands before an entry.");
        }

        return IsZero(_block) ? GoesOnBehindEndMark() : TarHeader.Is(_block) ? true : throw new InvalidDataException("No header of an entry stands where one must.");
    }

    // Whatever stands behind the mark and is no other tar belongs to no entry.
    private bool GoesOnBehindEndMark()
    {
        var read = TarHeader.Length;
        while (read == TarHeader.Length && IsZero(_block))
        {
            read = stream.ReadAtLeast(_block, TarHeader.Length, throwOnEndOfStream: false);
        }

        if (read == TarHeader.Length && Begin(_block))
        {
            return true;
        }

        tally.Stray += IsZero(_block.AsSpan(0, read)) ? 0 : read + stream.Skip(long.MaxValue);
        return false;
    }

    /// <summary>Takes in a header that says more about the entries behind it; false where the header is that of an entry.</summary>
    private bool ReadExtension()
    {
        var header = new TarHeader(_block);
        if (header.Type is not ('g' or 'x' or 'X' or 'L' or 'K'))
        {
            return false;
        }

        var content = new BoundedStream(stream, header.Size);
        var bytes = header.Type == 'K' ? [] : EntryContent.Read(content, content.Size, LongestExtension);
        if (header.Type != 'g' || bytes is null)
        {
            _addition ??= new TarAddition();
        }

        if (bytes is null)
        {
            _addition!.Refusal ??= $"has a header of {content.Size:N0} bytes before it";
        }
        else if (header.Type == 'L')
        {
            _addition!.Name = TarHeader.Text(bytes).ToArray();
        }
        else
        {
            Read(bytes, header.Type == 'g' ? _ofAll : _addition!.Records);
        }

        SkipRest(content);
        return true;
    }

    private void Read(byte[] bytes, PaxRecords records)
    {
        try
        {
            records.Read(bytes);
        }
        catch (InvalidDataException error)
        {
            (_addition ??= new TarAddition()).Refusal ??= $"has a header before it that cannot be read: {error.Message}";
        }
    }

    private (RawEntry Entry, BoundedStream Content) Entry()
    {
        var header = new TarHeader(_block);
        var addition = _addition ?? new TarAddition();
        var (kind, refusal) = KindOf(header.Type);
        var (name, isUtf8) = NameBytes.Read(addition.Records.Path ?? addition.Name ?? _ofAll.Path ?? header.Name);
        var content = new BoundedStream(stream, HasNoContent(header.Type) ? 0 : addition.Size(_ofAll) ?? header.Size);
        if (header is { Type: 'S', MapGoesOn: true })
        {
            SkipMap();
        }

        refusal ??= addition.Refusal ?? (addition.Records.IsSparse ? "is a sparse file" : null);
        kind = refusal is not null ? RawEntryKind.Special : kind == RawEntryKind.File && name.EndsWith('/') ? RawEntryKind.Folder : kind;
        return (new RawEntry(name, kind, refusal, content.Size, () => content, DamageEndsArchive: true, IsUtf8: isUtf8), content);
    }

    // The map of a sparse file may take more blocks, each of which says whether another one follows.
    private void SkipMap()
    {
        const int goesOn = 504;
        do
        {
            stream.ReadExactly(_block);
        }
        while (_block[goesOn] != 0);
    }

    private void SkipRest(BoundedStream content)
    {
        var rest = content.Left + ((TarHeader.Length - (content.Size % TarHeader.Length)) % TarHeader.Length);
        if (stream.Skip(rest) is var skipped && skipped < rest)
        {
            throw new EndOfStreamException($"The archive ends {rest - skipped:N0} bytes before the end of an entry.");
        }
    }

    private static bool IsZero(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);

    // Links, devices and pipes, whatever their headers say.
    private static bool HasNoContent(char type) => type is '1' or '2' or '3' or '4' or '6';

    private static (RawEntryKind Kind, string? Refusal) KindOf(char type) => type switch
    {
        '0' or '\0' or '7' => (RawEntryKind.File, null),
        '5' or 'D' => (RawEntryKind.Folder, null),
        'V' => (RawEntryKind.Skipped, null),
        '1' => (RawEntryKind.Special, "is a hard link"),
        '2' => (RawEntryKind.Special, "is a symbolic link"),
        '3' or '4' => (RawEntryKind.Special, "is a device"),
        '6' => (RawEntryKind.Special, "is a pipe"),
        'S' => (RawEntryKind.Special, "is a sparse file"),
        'M' => (RawEntryKind.Special, "goes on from another volume"),
        _ => (RawEntryKind.Special, $"is of the unknown type 0x{(int)type:X2}"),
    };
}

/// <summary>What the headers before an entry's own say of it.</summary>
internal sealed class TarAddition
{
    public PaxRecords Records { get; } = new();

    /// <summary>A name that has no room in the entry's own header.</summary>
    public byte[]? Name { get; set; }

    /// <summary>Why the entry is not read, as the end of a sentence.</summary>
    public string? Refusal { get; set; }

    /// <summary>The size of the content, where the records give one.</summary>
    public long? Size(PaxRecords ofAll)
    {
        if ((Records.Size ?? ofAll.Size) is not { } digits)
        {
            return null;
        }

        if (Utf8Parser.TryParse(digits, out long size, out var used) && used == digits.Length && size is >= 0 and <= long.MaxValue - TarHeader.Length)
        {
            return size;
        }

        Refusal ??= "has a header before it whose size is no number";
        return null;
    }
}
