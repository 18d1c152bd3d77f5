using System.Formats.Tar;
using System.Text;

namespace VoiceLake.Silver.Archives;

/// <summary>What an archive holds, before any name is believed.</summary>
/// <param name="Name">The name as the archive has it.</param>
/// <param name="Kind">File, folder or something that is not read.</param>
/// <param name="KindName">The kind in words, for findings.</param>
/// <param name="Length">Bytes, as the archive says.</param>
/// <param name="Open">Opens the content; only until the next entry is asked for.</param>
/// <param name="DamageEndsArchive">Whether nothing after a damaged entry can be read.</param>
/// <param name="Checksum">The content's CRC-32, where the archive says one.</param>
internal sealed record RawEntry(string Name, RawEntryKind Kind, string KindName, long Length, Func<Stream> Open, bool DamageEndsArchive, uint? Checksum = null);

internal enum RawEntryKind
{
    File,
    Folder,
    Skipped,
    Special,
}

/// <summary>Opens an archive by its first bytes, whatever its name says, and lists its entries as they come.</summary>
internal static class RawEntries
{
    public const string Zip = "zip";
    private const int HeadLength = 512;

    /// <summary>The entries in the order of the archive; the format once it is known.</summary>
    /// <exception cref="InvalidDataException">The bytes are no archive, or are damaged.</exception>
    /// <exception cref="EndOfStreamException">They end too early.</exception>
    /// <exception cref="ArchiveChecksumException">After the last entry: what was unpacked is not what was packed.</exception>
    public static IEnumerable<RawEntry> Of(Stream stream, SubmissionReaderOptions options, Action<string> onFormat)
    {
        var layers = new Stack<(GuardedStream Unpacked, GzipStream Gzip)>();
        try
        {
            foreach (var entry in Open(stream, options, onFormat, layers))
            {
                yield return entry;
            }

            // Only at its end does gzip give its checksum; the innermost layer is the first to be there.
            var rest = new byte[HeadLength];
            foreach (var (unpacked, gzip) in layers)
            {
                while (unpacked.Read(rest) > 0)
                {
                }

                if (gzip.Fault is { } fault)
                {
                    throw fault;
                }
            }
        }
        finally
        {
            foreach (var (unpacked, _) in layers)
            {
                unpacked.Dispose();
            }
        }
    }

    private static IEnumerable<RawEntry> Open(
        Stream stream, SubmissionReaderOptions options, Action<string> onFormat, Stack<(GuardedStream Unpacked, GzipStream Gzip)> layers)
    {
        var format = "";
        for (var layer = 0; ; layer++)
        {
            var start = stream.CanSeek ? stream.Position : 0;
            var head = Head(stream);
            if (head.AsSpan().StartsWith("PK\u0003\u0004"u8) || head.AsSpan().StartsWith("PK\u0005\u0006"u8))
            {
                onFormat(format + Zip);
                return ZipEntries.Of(Seekable(stream, start, head, options), options);
            }

            if (TarEntries.IsHeader(head))
            {
                onFormat(format + "tar");
                return TarEntries.Of(new GuardedStream(Prefixed(stream, start, head), options, null));
            }

            if (layer == 2 || !head.AsSpan().StartsWith<byte>([0x1F, 0x8B]))
            {
                throw new InvalidDataException(head.Length == 0 ? "It has no bytes." : $"It begins with the bytes {Convert.ToHexString(head.AsSpan(0, Math.Min(8, head.Length)))}, which are those of no tar, gzip or zip.");
            }

            format += "gzip+";
            var packed = Prefixed(stream, start, head);
            var gzip = new GzipStream(packed);
            var unpacked = new GuardedStream(gzip, options, () => packed.BytesRead);
            layers.Push((unpacked, gzip));
            stream = unpacked;
        }
    }

    private static byte[] Head(Stream stream)
    {
        var head = new byte[HeadLength];
        return head[..stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
    }

    private static PrefixedStream Prefixed(Stream stream, long start, byte[] head)
    {
        if (!stream.CanSeek)
        {
            return new PrefixedStream(head, stream);
        }

        stream.Position = start;
        return new PrefixedStream([], stream);
    }

    // A zip's list of entries stands at its end: a stream that cannot go there is taken into memory, up to the limit of an entry.
    private static Stream Seekable(Stream stream, long start, byte[] head, SubmissionReaderOptions options)
    {
        if (stream.CanSeek)
        {
            stream.Position = start;
            return stream;
        }

        return new MemoryStream(EntryContent.Read(new PrefixedStream(head, stream), null, options.MaxEntryBytes)
            ?? throw new ArchiveLimitException($"The zip inside has more than {options.MaxEntryBytes:N0} bytes."), writable: false);
    }
}

/// <summary>Lists a tar.</summary>
internal static class TarEntries
{
    private const int NameEnd = 100;
    private const int ChecksumStart = 148;
    private const int ChecksumEnd = 156;

    public static bool IsHeader(ReadOnlySpan<byte> head)
    {
        if (head.Length < 512 || head[0] == 0)
        {
            return false;
        }

        var sum = 0L;
        for (var index = 0; index < 512; index++)
        {
            sum += index is >= ChecksumStart and < ChecksumEnd ? ' ' : head[index];
        }

        var digits = Encoding.ASCII.GetString(head[ChecksumStart..ChecksumEnd]).Trim(' ', '\0');
        return head[..NameEnd].IndexOfAnyExcept((byte)0) >= 0 && digits.Length > 0 && digits.All(digit => digit is >= '0' and <= '7') && Convert.ToInt64(digits, 8) == sum;
    }

    public static IEnumerable<RawEntry> Of(GuardedStream stream)
    {
        using var tar = new TarReader(stream, leaveOpen: true);
        while (tar.GetNextEntry() is { } entry)
        {
            yield return new RawEntry(entry.Name, KindOf(entry.EntryType), entry.EntryType.ToString(), entry.Length, () => entry.DataStream ?? Stream.Null, DamageEndsArchive: true);
        }

        if (!stream.EndsWithZeroBlock)
        {
            throw new EndOfStreamException("The archive ends between two entries, without the end mark of a tar.");
        }
    }

    private static RawEntryKind KindOf(TarEntryType type) => type switch
    {
        TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => RawEntryKind.File,
        TarEntryType.Directory or TarEntryType.DirectoryList => RawEntryKind.Folder,
        TarEntryType.GlobalExtendedAttributes or TarEntryType.TapeVolume => RawEntryKind.Skipped,
        _ => RawEntryKind.Special,
    };
}
