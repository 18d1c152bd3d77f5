namespace VoiceLake.Silver.Archives;

/// <summary>What an archive holds, before any name is believed.</summary>
/// <param name="Name">The name as the archive has it.</param>
/// <param name="Kind">File, folder or something that is not read.</param>
/// <param name="Refusal">Why it is not read, as the end of a sentence; null where it may be.</param>
/// <param name="Length">Bytes, as the archive says.</param>
/// <param name="Open">Opens the content; only until the next entry is asked for.</param>
/// <param name="DamageEndsArchive">Whether nothing after a damaged entry can be read.</param>
/// <param name="Checksum">The content's CRC-32, where the archive says one.</param>
/// <param name="IsUtf8">Whether the name was; other bytes stand in it as <c>%XX</c>.</param>
internal sealed record RawEntry(
    string Name, RawEntryKind Kind, string? Refusal, long Length, Func<Stream> Open, bool DamageEndsArchive, uint? Checksum = null, bool IsUtf8 = true);

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
    private const int TarBuffer = 1 << 16;

    /// <summary>The entries in the order of the archive; the format once it is known.</summary>
    /// <exception cref="InvalidDataException">The bytes are no archive, or are damaged.</exception>
    /// <exception cref="EndOfStreamException">They end too early.</exception>
    /// <exception cref="ArchiveChecksumException">After the last entry: what was unpacked is not what was packed.</exception>
    public static IEnumerable<RawEntry> Of(Stream stream, SubmissionReaderOptions options, UnpackTally tally, Action<string> onFormat)
    {
        var layers = new Stack<(GuardedStream Unpacked, GzipStream Gzip)>();
        try
        {
            foreach (var entry in Open(stream, options, tally, onFormat, layers))
            {
                yield return entry;
            }

            // Only at its end does gzip give its checksum; the innermost layer is the first to be there.
            foreach (var (unpacked, gzip) in layers)
            {
                unpacked.Skip(long.MaxValue);
                tally.Stray += gzip.Fault is { } fault ? throw fault : gzip.CountStray();
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
        Stream stream, SubmissionReaderOptions options, UnpackTally tally, Action<string> onFormat, Stack<(GuardedStream Unpacked, GzipStream Gzip)> layers)
    {
        var format = "";
        for (var layer = 0; ; layer++)
        {
            var start = stream.CanSeek ? stream.Position : 0;
            var head = Head(stream);
            if (head.AsSpan().StartsWith("PK\u0003\u0004"u8) || head.AsSpan().StartsWith("PK\u0005\u0006"u8))
            {
                onFormat(format + Zip);
                return new ZipEntries(Seekable(stream, start, head, options), options, tally).Read();
            }

            if (TarEntries.Begin(head))
            {
                onFormat(format + "tar");
                // Headers are small: a decoder that is asked for each alone takes several times as long.
                return new TarEntries(new BufferedStream(Prefixed(stream, start, head), TarBuffer), tally).Read();
            }

            if (layer == 2 || !head.AsSpan().StartsWith<byte>([0x1F, 0x8B]))
            {
                throw new InvalidDataException(head.Length == 0 ? "It has no bytes." : $"It begins with the bytes {Convert.ToHexString(head.AsSpan(0, Math.Min(8, head.Length)))}, which are those of no tar, gzip or zip.");
            }

            format += "gzip+";
            var gzip = new GzipStream(Prefixed(stream, start, head));
            var unpacked = new GuardedStream(gzip, tally);
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
