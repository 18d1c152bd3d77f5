using System.Globalization;
using Parquet.Meta;

namespace VoiceLake.Lake.Files;

/// <summary>Looks at the pages of one column before the library does, which would make room for whatever number stands in their headers.</summary>
/// <remarks>Source: Apache Parquet's <c>parquet.thrift</c> (PageHeader), and Snappy's format description.</remarks>
internal static class ParquetPages
{
    // parquet.thrift: the fields of PageHeader, and of the structures in it.
    private const int Type = 1;
    private const int Uncompressed = 2;
    private const int Compressed = 3;
    private const int DataPage = 5 * ThriftBounds.Fields;
    private const int DictionaryPage = 7 * ThriftBounds.Fields;
    private const int DataPageV2 = 8 * ThriftBounds.Fields;
    private const int NumValues = 1;
    private const int LevelsOfDefinition = 5;
    private const int LevelsOfRepetition = 6;
    private const int IsCompressed = 7;

    // Snappy makes at most 64 bytes of three, deflate 1,032 of one; the others could make more, and do not of pages of usual size.
    private const int MostOfSnappy = 22;
    private const int MostOfOthers = 1_032;
    private const int UsualPage = 64 << 20;

    /// <summary>Checks every page of a column chunk.</summary>
    /// <param name="chunk">Its bytes.</param>
    /// <param name="column">What the footer says of it.</param>
    /// <exception cref="InvalidDataException">A page is not what it says, or the pages together are not what the footer says.</exception>
    public static void Check(ReadOnlySpan<byte> chunk, ColumnMetaData column)
    {
        Span<long> header = stackalloc long[ThriftBounds.Fields * ThriftBounds.Fields];
        var (at, values) = (0, 0L);
        for (var page = 1; values < column.NumValues; page++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"header of page {page}");
            at += ThriftBounds.Read(chunk[at..], name, header);
            if (header[Compressed] < 0 || header[Compressed] > chunk.Length - at)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{name}: the page has {Text(header[Compressed])} bytes, and {chunk.Length - at} are left of its column"));
            }

            var body = chunk.Slice(at, (int)header[Compressed]);
            var found = header[Type] switch
            {
                (long)PageType.DATA_PAGE => header[DataPage + NumValues],
                (long)PageType.DATA_PAGE_V2 => header[DataPageV2 + NumValues],
                (long)PageType.DICTIONARY_PAGE when page == 1 => header[DictionaryPage + NumValues],
                _ => throw new InvalidDataException($"{name}: a page of the kind {Text(header[Type])} has no place here"),
            };
            CheckBody(name, header, body, column.Codec);
            var isDictionary = header[Type] == (long)PageType.DICTIONARY_PAGE;
            // A dictionary may hold more than the pages use, but each value takes a byte at least.
            var most = isDictionary ? header[Uncompressed] : column.NumValues - values;
            if (found < 0 || found > most)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{name}: it speaks of {Text(found)} values, and there can be {most}"));
            }

            values += isDictionary ? 0 : found;
            at += body.Length;
        }
    }

    private static void CheckBody(string name, ReadOnlySpan<long> header, ReadOnlySpan<byte> body, CompressionCodec codec)
    {
        var packed = body;
        var unpacked = header[Uncompressed];
        if (header[Type] == (long)PageType.DATA_PAGE_V2)
        {
            // The levels of the second version stand before what is packed.
            var (definition, repetition) = (header[DataPageV2 + LevelsOfDefinition], header[DataPageV2 + LevelsOfRepetition]);
            if (definition < 0 || repetition < 0 || definition > body.Length || repetition > body.Length - definition)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{name}: its levels have {Text(definition)} and {Text(repetition)} bytes, and the page {body.Length}"));
            }

            packed = body[(int)(definition + repetition)..];
            unpacked -= definition + repetition;
            codec = header[DataPageV2 + IsCompressed] == 0 ? CompressionCodec.UNCOMPRESSED : codec;
        }

        var most = codec switch
        {
            CompressionCodec.UNCOMPRESSED => packed.Length,
            CompressionCodec.SNAPPY => Math.Min((long)packed.Length * MostOfSnappy, SnappyLength(packed)),
            _ => Math.Max((long)packed.Length * MostOfOthers, UsualPage),
        };
        var least = codec is CompressionCodec.UNCOMPRESSED or CompressionCodec.SNAPPY ? most : 0;
        if (unpacked < least || unpacked > most)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{name}: {packed.Length} bytes ({codec}) do not make the {Text(unpacked)} that it speaks of"));
        }
    }

    /// <summary>The length that Snappy's bytes begin with; 0 where they do not begin with one.</summary>
    private static long SnappyLength(ReadOnlySpan<byte> packed)
    {
        var length = 0L;
        for (var index = 0; index < Math.Min(packed.Length, 5); index++)
        {
            length |= (long)(packed[index] & 0x7F) << (7 * index);
            if (packed[index] < 0x80)
            {
                return length;
            }
        }

        return 0;
    }

    private static string Text(long number) => number == ThriftBounds.Absent ? "no" : number.ToString(CultureInfo.InvariantCulture);
}
