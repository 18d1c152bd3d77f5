using System.IO.Compression;

namespace VoiceLake.Silver.Archives;

/// <summary>Lists a zip by its directory, or, where that is lost, by the headers before its entries.</summary>
internal sealed class ZipEntries(Stream zip, SubmissionReaderOptions options, UnpackTally tally)
{
    private const int Encrypted = 1;
    private const int SizesBehind = 1 << 3;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int UnixFolder = 0x4000;
    private const int UnixFile = 0x8000;

    /// <summary>The entries, in the order of the directory.</summary>
    /// <exception cref="EndOfStreamException">At the end: the directory is lost, and these are the entries before the damage.</exception>
    /// <exception cref="ArchiveLimitException">There are more entries than the limit allows.</exception>
    public IEnumerable<RawEntry> Read()
    {
        var (directory, damage) = ReadDirectory();
        return directory is null ? Salvage(damage) : Listed(directory);
    }

    private (ZipDirectory? Directory, string Damage) ReadDirectory()
    {
        try
        {
            return (ZipDirectory.Read(zip, options), "");
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            // The entries before it are still worth reading.
            return (null, error.Message);
        }
    }

    private IEnumerable<RawEntry> Listed(ZipDirectory directory)
    {
        foreach (var record in directory.Records)
        {
            yield return Entry(record, directory.Place, damageEndsArchive: false);
        }

        tally.Stray += directory.Stray;
    }

    private IEnumerable<RawEntry> Salvage(string damage)
    {
        var header = new byte[ZipRecord.LocalLength];
        zip.Position = 0;
        while (zip.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            var place = zip.Position - header.Length;
            var name = new byte[ZipRecord.Word(header, 26)];
            zip.ReadExactly(name);
            var record = ZipRecord.Local(header, name, place);
            if ((record.Flags & (Encrypted | SizesBehind)) != 0 || record.Method is not (Stored or Deflated) || record.Packed > options.MaxEntryBytes)
            {
                throw new EndOfStreamException($"{damage} The sizes of '{EntryName.Printable(NameBytes.Read(name).Name)}' do not stand before it.");
            }

            yield return Entry(record, zip.Length, damageEndsArchive: true);
            zip.Position = place + header.Length + name.Length + ZipRecord.Word(header, 28) + record.Packed;
        }

        throw new EndOfStreamException($"{damage} What stands before the damage was read without it.");
    }

    private RawEntry Entry(ZipRecord record, long end, bool damageEndsArchive)
    {
        var (name, isUtf8) = NameBytes.Read(record.Name);
        var kind = name.EndsWith('/') || name.EndsWith('\\') || record.UnixType == UnixFolder ? RawEntryKind.Folder
            : record.UnixType is 0 or UnixFile ? RawEntryKind.File : RawEntryKind.Special;
        var refusal = kind == RawEntryKind.Special ? $"is a link or a device (Unix type {record.UnixType:X4})" : null;
        return new RawEntry(name, kind, refusal, record.Length, () => Open(record, end), damageEndsArchive, record.Checksum, isUtf8);
    }

    private GuardedStream Open(ZipRecord record, long end)
    {
        if (record.Place > end - ZipRecord.LocalLength)
        {
            throw new InvalidDataException($"The directory of the zip says that it begins at byte {record.Place}, where no entry can stand.");
        }

        var header = new byte[ZipRecord.LocalLength];
        zip.Position = record.Place;
        zip.ReadExactly(header);
        var name = new byte[ZipRecord.Word(header, 26)];
        zip.ReadExactly(name);
        var local = ZipRecord.Local(header, name, record.Place);
        var content = zip.Position + ZipRecord.Word(header, 28);
        if ((record.Fault ?? Difference(header, record, local)) is { } fault)
        {
            throw new InvalidDataException(fault);
        }

        if (((record.Flags | local.Flags) & Encrypted) != 0 || record.Method is not (Stored or Deflated))
        {
            throw new NotSupportedException(((record.Flags | local.Flags) & Encrypted) != 0 ? "It is encrypted." : $"It is packed by method {record.Method}; 0 (stored) and 8 (deflate) are read.");
        }

        if (content + record.Packed > end)
        {
            throw new EndOfStreamException($"It ends {content + record.Packed - end} bytes behind the place where it must.");
        }

        zip.Position = content;
        var packed = new BoundedStream(zip, record.Packed);
        return new GuardedStream(record.Method == Stored ? packed : new DeflateStream(packed, CompressionMode.Decompress), tally);
    }

    private static string? Difference(ReadOnlySpan<byte> header, ZipRecord listed, ZipRecord local) => true switch
    {
        _ when !header.StartsWith("PK\u0003\u0004"u8) => "No header of an entry stands where the directory says.",
        _ when !local.Name.AsSpan().SequenceEqual(listed.Name) => $"The header before it calls it '{EntryName.Printable(NameBytes.Read(local.Name).Name)}'.",
        _ when local.Method != listed.Method => $"It is packed by method {listed.Method} as the directory says, and by method {local.Method} as the header before it says.",
        _ => null,
    };
}
