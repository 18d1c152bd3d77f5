using System.Buffers.Binary;

namespace VoiceLake.Silver.Archives;

/// <summary>The list of entries at the end of a zip.</summary>
/// <param name="Records">In the order of the list.</param>
/// <param name="Place">Where it begins, which no entry may reach.</param>
/// <param name="Stray">Bytes of the archive that belong to no entry.</param>
internal sealed record ZipDirectory(IReadOnlyList<ZipRecord> Records, long Place, long Stray)
{
    private const int EndLength = 22;
    private const int LongestTail = EndLength + ushort.MaxValue;
    private const int WideEndLength = 56;
    private const int LocatorLength = 20;
    private const int BestLikeness = 3;

    // Between entries stand fields and checksums of some dozen bytes; a clip is larger.
    private const int LargestGap = 4_096;

    /// <summary>Reads the directory, if there is one.</summary>
    /// <exception cref="InvalidDataException">There is none, or it contradicts itself.</exception>
    /// <exception cref="EndOfStreamException">It is cut.</exception>
    /// <exception cref="ArchiveLimitException">It lists more entries than the limit allows.</exception>
    public static ZipDirectory Read(Stream zip, SubmissionReaderOptions options)
    {
        var (count, place, length, end, after) = FindEnd(zip);
        if (count > options.MaxEntries)
        {
            throw new ArchiveLimitException($"The archive has more than {options.MaxEntries:N0} entries.");
        }

        if (place < 0 || length < 0 || place > end || length > end - place)
        {
            throw new InvalidDataException("Its directory lies outside of it.");
        }

        zip.Position = place;
        var records = ReadRecords(new BufferedStream(new BoundedStream(zip, length)), options);
        if (records.Count != count)
        {
            throw new InvalidDataException($"Its directory lists {records.Count} entries and says it lists {count}.");
        }

        var stray = CheckPlaces(zip, records, place);
        var between = end - place - length;
        return new ZipDirectory(records, place, stray + after + (between > LargestGap || records.Count == 0 ? between : 0));
    }

    private static (long Count, long Place, long Length, long End, long After) FindEnd(Stream zip)
    {
        var tail = new byte[Math.Min(zip.Length, LongestTail)];
        var start = zip.Length - tail.Length;
        zip.Position = start;
        zip.ReadExactly(tail);
        var (found, likeness) = (-1, 0);
        for (var at = tail.Length - EndLength; at >= 0 && likeness < BestLikeness; at--)
        {
            (found, likeness) = Likeness(tail.AsSpan(at), start + at) is var other && other > likeness ? (at, other) : (found, likeness);
        }

        if (found < 0)
        {
            throw new InvalidDataException("Its directory has no end.");
        }

        var last = tail.AsSpan(found, EndLength);
        if (ZipRecord.Word(last, 4) is not (0 or ushort.MaxValue) || ZipRecord.Word(last, 8) != ZipRecord.Word(last, 10))
        {
            throw new InvalidDataException("It is one part of several.");
        }

        var after = tail.AsSpan(found + EndLength + ZipRecord.Word(last, 20));
        var end = start + found;
        var (count, length, place) = (ZipRecord.Word(last, 10), BinaryPrimitives.ReadUInt32LittleEndian(last[12..]), BinaryPrimitives.ReadUInt32LittleEndian(last[16..]));
        var stray = after.ContainsAnyExcept((byte)0) ? after.Length : 0;
        return count == ushort.MaxValue || length == uint.MaxValue || place == uint.MaxValue
            ? FindWideEnd(zip, end, stray) ?? (count, place, length, end, stray)
            : (count, place, length, end, stray);
    }

    // How much bytes are like the end of a directory; in a comment, or in an entry, may stand what is like it too.
    private static int Likeness(ReadOnlySpan<byte> bytes, long offset)
    {
        var comment = bytes.StartsWith("PK\u0005\u0006"u8) ? ZipRecord.Word(bytes, 20) : int.MaxValue;
        var (length, place) = (BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]));
        var reachesEnd = comment == bytes.Length - EndLength;
        return comment > bytes.Length - EndLength ? 0 : !reachesEnd ? 1 : place != uint.MaxValue && (long)place + length != offset ? 2 : BestLikeness;
    }

    private static (long Count, long Place, long Length, long End, long After)? FindWideEnd(Stream zip, long end, long stray)
    {
        var bytes = new byte[WideEndLength];
        if (end < LocatorLength)
        {
            return null;
        }

        zip.Position = end - LocatorLength;
        zip.ReadExactly(bytes, 0, LocatorLength);
        if (!bytes.AsSpan().StartsWith("PK\u0006\u0007"u8))
        {
            return null;
        }

        var place = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8));
        if (place < 0 || place > end - LocatorLength - WideEndLength)
        {
            throw new InvalidDataException("The end of its directory lies outside of it.");
        }

        zip.Position = place;
        zip.ReadExactly(bytes);
        return bytes.AsSpan().StartsWith("PK\u0006\u0006"u8)
            ? (BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(32)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(48)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(40)), place, stray)
            : throw new InvalidDataException("The end of its directory is not where it is said to be.");
    }

    private static List<ZipRecord> ReadRecords(Stream directory, SubmissionReaderOptions options)
    {
        var records = new List<ZipRecord>();
        var record = new byte[ZipRecord.ListedLength];
        while (directory.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) is var read and > 0)
        {
            if (read < record.Length || !record.AsSpan().StartsWith("PK\u0001\u0002"u8))
            {
                throw new InvalidDataException("Its directory is damaged.");
            }

            if (records.Count == options.MaxEntries)
            {
                throw new ArchiveLimitException($"The archive has more than {options.MaxEntries:N0} entries.");
            }

            var rest = new byte[ZipRecord.Word(record, 28) + ZipRecord.Word(record, 30) + ZipRecord.Word(record, 32)];
            directory.ReadExactly(rest);
            records.Add(ZipRecord.Listed(record, rest.AsSpan(0, ZipRecord.Word(record, 28)), rest.AsSpan(ZipRecord.Word(record, 28), ZipRecord.Word(record, 30))));
        }

        return records;
    }

    // An entry that reaches into the next one unpacks bytes twice: so small archives are made to hold much. A gap may hide what the directory does not list.
    private static long CheckPlaces(Stream zip, List<ZipRecord> records, long directory)
    {
        var inOrder = Enumerable.Range(0, records.Count).OrderBy(index => records[index].Place).ToArray();
        var stray = inOrder.Length == 0 ? directory : records[inOrder[0]].Place;
        for (var at = 0; at < inOrder.Length; at++)
        {
            var record = records[inOrder[at]];
            var next = at + 1 < inOrder.Length ? Math.Min(records[inOrder[at + 1]].Place, directory) : directory;
            var gap = next - record.Place - ZipRecord.LocalLength - record.Name.Length - record.Packed;
            if (gap < 0)
            {
                records[inOrder[at]] = record with { Fault = "It reaches into what stands behind it in the zip." };
            }
            else if (gap > LargestGap && gap - LocalExtra(zip, record) is var hidden and > LargestGap)
            {
                stray += hidden;
            }
        }

        return stray;
    }

    private static int LocalExtra(Stream zip, ZipRecord record)
    {
        var header = new byte[ZipRecord.LocalLength];
        zip.Position = record.Place;
        return zip.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length ? ZipRecord.Word(header, 28) : 0;
    }
}
