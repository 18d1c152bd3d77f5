namespace VoiceLake.Lake.Files;

/// <summary>Walks a structure in Thrift's compact protocol and refuses counts and lengths that its bytes cannot hold, before a reader makes room for them.</summary>
/// <remarks>Source: Apache Thrift's "Thrift compact protocol encoding".</remarks>
internal ref struct ThriftBounds(ReadOnlySpan<byte> bytes)
{
    // Parquet's own structures are nested 8 deep at most.
    private const int MaxDepth = 32;
    private const int LongestVarint = 10;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    private enum Kind
    {
        Stop,
        True,
        False,
        Byte,
        Int16,
        Int32,
        Int64,
        Double,
        Binary,
        List,
        Set,
        Map,
        Struct,
        Uuid,
    }

    /// <summary>Walks one structure.</summary>
    /// <exception cref="InvalidDataException">It does not end within its bytes, or holds more than they can.</exception>
    public static void Check(ReadOnlySpan<byte> structure) => new ThriftBounds(structure).Structure(0);

    private void Structure(int depth)
    {
        for (var header = Byte(); header != 0; header = Byte())
        {
            if (header >> 4 == 0)
            {
                Varint();
            }

            var kind = (Kind)(header & 15);
            // The truth of a field stands in its header.
            if (kind is not (Kind.True or Kind.False))
            {
                Value(kind, depth);
            }
        }
    }

    private void Value(Kind kind, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Bad("is nested deeper than any that Parquet knows");
        }

        switch (kind)
        {
            case Kind.True or Kind.False or Kind.Byte:
                Skip(1);
                break;
            case Kind.Int16 or Kind.Int32 or Kind.Int64:
                Varint();
                break;
            case Kind.Double:
                Skip(sizeof(double));
                break;
            case Kind.Uuid:
                Skip(16);
                break;
            case Kind.Binary:
                Skip(Varint());
                break;
            case Kind.List or Kind.Set:
                var header = Byte();
                Elements(header >> 4 is var few and < 15 ? (ulong)few : Varint(), (Kind)(header & 15), depth);
                break;
            case Kind.Map:
                var entries = Varint();
                if (entries > 0)
                {
                    var kinds = Byte();
                    for (; entries > 0; entries--)
                    {
                        Value((Kind)(kinds >> 4), depth + 1);
                        Value((Kind)(kinds & 15), depth + 1);
                    }
                }

                break;
            case Kind.Struct:
                Structure(depth + 1);
                break;
            default:
                throw Bad($"holds a value of the kind {(int)kind}, which there is not");
        }
    }

    private void Elements(ulong count, Kind kind, int depth)
    {
        // Each takes a byte at least.
        if (count > (ulong)(_bytes.Length - _at))
        {
            throw Bad($"speaks of a list of {count} elements, and {_bytes.Length - _at} bytes are left");
        }

        for (; count > 0; count--)
        {
            Value(kind, depth + 1);
        }
    }

    private byte Byte() => _at < _bytes.Length ? _bytes[_at++] : throw Bad("ends inside a value");

    private ulong Varint()
    {
        var value = 0UL;
        for (var index = 0; index < LongestVarint; index++)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << (7 * index);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Bad("holds a number of more than ten bytes");
    }

    private void Skip(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at))
        {
            throw Bad($"speaks of {count} bytes, and {_bytes.Length - _at} are left");
        }

        _at += (int)count;
    }

    private readonly InvalidDataException Bad(string what) => new(FormattableString.Invariant($"byte {_at} of the footer: it {what}"));
}
