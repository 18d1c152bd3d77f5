namespace VoiceLake.Lake.Files;

/// <summary>Walks a structure in Thrift's compact protocol and refuses counts and lengths that its bytes cannot hold, before a reader makes room for them.</summary>
/// <remarks>Source: Apache Thrift's "Thrift compact protocol encoding".</remarks>
internal ref struct ThriftBounds(ReadOnlySpan<byte> bytes, string name, Span<long> numbers)
{
    /// <summary>What stands for a field that the structure has not.</summary>
    public const long Absent = long.MinValue;

    /// <summary>Fields of a structure of which numbers are told.</summary>
    public const int Fields = 16;


    // Parquet's own structures are nested 8 deep at most.
    private const int MaxDepth = 32;
    private const int LongestVarint = 10;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly Span<long> _numbers = numbers;
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
    /// <param name="structure">Its bytes; what stands behind it is not looked at.</param>
    /// <param name="name">What the structure is, for messages.</param>
    /// <exception cref="InvalidDataException">It does not end within its bytes, or holds more than they can.</exception>
    public static void Check(ReadOnlySpan<byte> structure, string name) => new ThriftBounds(structure, name, []).Structure(0, 0);

    /// <summary>Walks one structure and tells its whole numbers, and those of the structures directly in it.</summary>
    /// <param name="structure">Its bytes; what stands behind it is not looked at.</param>
    /// <param name="name">What the structure is, for messages.</param>
    /// <param name="numbers">16 × 16 numbers: the structure's own first, then those of the structure in field 1 and so on; <see cref="Absent"/> where there is none.</param>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="InvalidDataException">It does not end within its bytes, or holds more than they can.</exception>
    public static int Read(ReadOnlySpan<byte> structure, string name, Span<long> numbers)
    {
        numbers.Fill(Absent);
        var bounds = new ThriftBounds(structure, name, numbers);
        bounds.Structure(0, 0);
        return bounds._at;
    }

    /// <param name="depth">How many structures, lists or maps stand around it.</param>
    /// <param name="field">The field that it is in; 0 for the outermost.</param>
    private void Structure(int depth, int field)
    {
        var id = 0L;
        for (var header = Byte(); header != 0; header = Byte())
        {
            id = header >> 4 is var step and > 0 ? id + step : Signed(Varint());
            var kind = (Kind)(header & 15);
            var number = depth <= 1 && field is >= 0 and < Fields && id is > 0 and < Fields && _numbers.Length > 0 ? (Fields * field) + (int)id : -1;
            switch (kind)
            {
                // The truth of a field stands in its header.
                case Kind.True or Kind.False:
                    Tell(number, kind == Kind.True ? 1 : 0);
                    break;
                case Kind.Int16 or Kind.Int32 or Kind.Int64:
                    Tell(number, Signed(Varint()));
                    break;
                case Kind.Struct when depth == 0:
                    Structure(1, id is > 0 and < Fields ? (int)id : Fields);
                    break;
                default:
                    Value(kind, depth);
                    break;
            }
        }
    }

    private readonly void Tell(int number, long value)
    {
        if (number >= 0)
        {
            _numbers[number] = value;
        }
    }

    private static long Signed(ulong zigzag) => (long)(zigzag >> 1) ^ -(long)(zigzag & 1);

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
                Structure(depth + 1, Fields);
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

    private readonly InvalidDataException Bad(string what) => new(FormattableString.Invariant($"byte {_at} of the {name}: it {what}"));
}
