using System.Buffers.Binary;

namespace VoiceLake.Silver.Archives;

/// <summary>What a zip says of an entry: in its directory, or before the entry where the directory is lost.</summary>
/// <param name="Name">The bytes of the name.</param>
/// <param name="Flags">Bit 0 stands for encryption, bit 3 for sizes that stand behind the content.</param>
/// <param name="Method">How it is packed: 0 not at all, 8 by deflate.</param>
/// <param name="Checksum">CRC-32 of the content.</param>
/// <param name="Packed">Bytes in the archive.</param>
/// <param name="Length">Bytes of the content.</param>
/// <param name="Place">Where the header before the entry begins.</param>
/// <param name="UnixType">The type of the file where a Unix made the archive, else 0.</param>
internal sealed record ZipRecord(byte[] Name, int Flags, int Method, uint Checksum, long Packed, long Length, long Place, int UnixType)
{
    /// <summary>Bytes of the header before an entry, without its name.</summary>
    public const int LocalLength = 30;

    /// <summary>Bytes of a record of the directory, without its name.</summary>
    public const int ListedLength = 46;

    private const int UnixTypeMask = 0xF000;

    /// <summary>Why the content is not believed; null where nothing is known against it.</summary>
    public string? Fault { get; init; }

    /// <summary>Reads a record of the directory.</summary>
    /// <exception cref="InvalidDataException">Its sizes cannot be.</exception>
    public static ZipRecord Listed(ReadOnlySpan<byte> record, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra)
    {
        var wide = Wide(extra);
        var length = Take(BinaryPrimitives.ReadUInt32LittleEndian(record[24..]), ref wide);
        var packed = Take(BinaryPrimitives.ReadUInt32LittleEndian(record[20..]), ref wide);
        var place = Take(BinaryPrimitives.ReadUInt32LittleEndian(record[42..]), ref wide);
        return new ZipRecord(
            name.ToArray(), Word(record, 8), Word(record, 10), BinaryPrimitives.ReadUInt32LittleEndian(record[16..]), packed, length, place, Word(record, 40) & UnixTypeMask);
    }

    /// <summary>Reads the header before an entry.</summary>
    public static ZipRecord Local(ReadOnlySpan<byte> header, byte[] name, long place) => new(
        name, Word(header, 6), Word(header, 8), BinaryPrimitives.ReadUInt32LittleEndian(header[14..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[18..]), BinaryPrimitives.ReadUInt32LittleEndian(header[22..]), place, UnixType: 0);

    /// <summary>A number of two bytes.</summary>
    public static int Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    // The extra field with the numbers that have no room in 32 bits.
    private static ReadOnlySpan<byte> Wide(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4 && Word(extra, 2) <= extra.Length - 4)
        {
            var field = extra.Slice(4, Word(extra, 2));
            if (Word(extra, 0) == 1)
            {
                return field;
            }

            extra = extra[(4 + field.Length)..];
        }

        return [];
    }

    private static long Take(uint number, ref ReadOnlySpan<byte> wide)
    {
        if (number != uint.MaxValue || wide.Length < sizeof(long))
        {
            return number;
        }

        var value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[sizeof(long)..];
        return value is >= 0 and < long.MaxValue / 4 ? value : throw new InvalidDataException("The directory of the zip gives a size past all bounds.");
    }
}
