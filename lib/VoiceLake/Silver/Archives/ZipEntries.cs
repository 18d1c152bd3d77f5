using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace VoiceLake.Silver.Archives;

/// <summary>Lists a zip by its directory, or, where that was cut off, by the headers before its entries.</summary>
internal static class ZipEntries
{
    private const int LocalHeaderLength = 30;
    private const int UnixTypeMask = 0xF000;
    private const int UnixFolder = 0x4000;
    private const int UnixFile = 0x8000;

    public static IEnumerable<RawEntry> Of(Stream stream, SubmissionReaderOptions options)
    {
        var start = stream.Position;
        if (TryOpen(stream) is not { } zip)
        {
            stream.Position = start;
            return Salvage(stream, options);
        }

        return Listed(zip);
    }

    private static IEnumerable<RawEntry> Listed(ZipArchive zip)
    {
        using (zip)
        {
            foreach (var entry in zip.Entries)
            {
                var type = (entry.ExternalAttributes >> 16) & UnixTypeMask;
                var kind = entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\') || type == UnixFolder ? RawEntryKind.Folder
                    : type is 0 or UnixFile ? RawEntryKind.File : RawEntryKind.Special;
                yield return new RawEntry(entry.FullName, kind, $"zip entry of Unix type {type:X4}", entry.Length, entry.Open, DamageEndsArchive: false, entry.Crc32);
            }
        }
    }

    private static ZipArchive? TryOpen(Stream stream)
    {
        try
        {
            var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return zip.Entries.Count >= 0 ? zip : null;
        }
        catch (InvalidDataException)
        {
            // The directory at the end is missing or damaged; the entries before it are still worth reading.
            return null;
        }
    }

    private static IEnumerable<RawEntry> Salvage(Stream stream, SubmissionReaderOptions options)
    {
        var header = new byte[LocalHeaderLength];
        while (stream.ReadAtLeast(header, LocalHeaderLength, throwOnEndOfStream: false) == LocalHeaderLength && header.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            var (flags, method) = (Read16(header, 6), Read16(header, 8));
            var (packed, length) = (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(18)), BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(22)));
            var checksum = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(14));
            var name = new byte[Read16(header, 26)];
            stream.ReadExactly(name);
            stream.Seek(Read16(header, 28), SeekOrigin.Current);
            if ((flags & 0b1001) != 0 || method is not (0 or 8) || packed > options.MaxEntryBytes)
            {
                throw new EndOfStreamException($"The zip has no directory, and the sizes of '{Encoding.UTF8.GetString(name)}' do not stand before it.");
            }

            var text = Encoding.UTF8.GetString(name);
            var data = stream.Position;
            yield return new RawEntry(text, text.EndsWith('/') ? RawEntryKind.Folder : RawEntryKind.File, "zip entry", length, () => Open(stream, packed, method), DamageEndsArchive: true, checksum);
            stream.Position = data + packed;
        }

        throw new EndOfStreamException("The zip ends before its directory.");
    }

    private static Stream Open(Stream stream, uint packed, int method)
    {
        var bytes = new MemoryStream(EntryContent.Read(stream, packed, packed)!, writable: false);
        return method == 0 ? bytes : new DeflateStream(bytes, CompressionMode.Decompress);
    }

    private static int Read16(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset));
}
