namespace VoiceLake.Silver.Archives;

/// <summary>One block of 512 bytes before an entry of a tar: as old as Unix V7, POSIX (ustar) or GNU.</summary>
/// <remarks>Owners, times and modes are not read: what nobody needs cannot be wrong.</remarks>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    public const int Length = 512;
    private readonly ReadOnlySpan<byte> _block = block;

    public char Type => (char)_block[156];

    /// <summary>Whether another block of the map of a sparse file follows.</summary>
    public bool MapGoesOn => _block[482] != 0;

    /// <summary>The name, as long as it has room here.</summary>
    public byte[] Name
    {
        get
        {
            var name = Text(_block[..100]);
            var prefix = _block[257..].StartsWith("ustar\0"u8) ? Text(_block[345..500]) : [];
            return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        }
    }

    /// <summary>How many bytes of content follow, before they are filled up to whole blocks.</summary>
    /// <exception cref="InvalidDataException">It is no number, or below zero.</exception>
    public long Size
    {
        get
        {
            var size = _block[124..136];
            return (size[0] & 0x80) == 0 ? Octal(size) ?? throw new InvalidDataException("The size of an entry is no octal number.") : Binary(size);
        }
    }

    /// <summary>Whether the block is a header: it sums up to what it says.</summary>
    public static bool Is(ReadOnlySpan<byte> block)
    {
        if (block.Length < Length || Octal(block[148..156]) is not { } expected)
        {
            return false;
        }

        // The sum is taken with blanks in its own place; the oldest programs took bytes for signed.
        var sum = 8L * ' ';
        foreach (var value in block[..148])
        {
            sum += value;
        }

        foreach (var value in block[156..Length])
        {
            sum += value;
        }

        return expected == sum || expected == sum - (256L * (Negative(block[..148]) + Negative(block[156..Length])));
    }

    private static int Negative(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var value in bytes)
        {
            count += value >> 7;
        }

        return count;
    }

    /// <summary>The bytes before the first NUL.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is var end and >= 0 ? field[..end] : field;

    // 0 where the field is empty, as in old archives; null where something else stands there.
    private static long? Octal(ReadOnlySpan<byte> field)
    {
        var number = 0L;
        foreach (var digit in Text(field).Trim((byte)' '))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            number = (number << 3) + (digit - '0');
        }

        return number;
    }

    // GNU writes what has no room in octal digits as a binary number behind a set bit.
    private static long Binary(ReadOnlySpan<byte> field)
    {
        var number = (Int128)(field[0] & 0x3F);
        foreach (var value in field[1..])
        {
            number = (number << 8) | value;
        }

        return (field[0] & 0x40) == 0 && number <= long.MaxValue - Length
            ? (long)number
            : throw new InvalidDataException("The size of an entry is below zero or past all bounds.");
    }
}
