using Parquet.Meta;
using VoiceLake.Lake;
using VoiceLake.Lake.Files;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

/// <summary>Pages whose headers speak of more than is there are refused before room is made for it.</summary>
public class ParquetPagesTests
{
    private const int Gigabytes = 2_000_000_000;

    // Snappy begins with the length that it unpacks to: 3, and three bytes as they are.
    private static readonly byte[] Snappy = [3, 8, 1, 2, 3];

    private static readonly (string Kind, byte[] Chunk, CompressionCodec Codec, string Message)[] Lies =
    [
        ("a page longer than its column", Page(V1(values: 3), 3, 4, [1, 2, 3]), CompressionCodec.UNCOMPRESSED, "header of page 1: the page has 4 bytes, and 3 are left of its column"),
        ("a page of a negative length", Page(V1(values: 3), 3, -1, [1, 2, 3]), CompressionCodec.UNCOMPRESSED, "the page has -1 bytes"),
        ("a page without a length", [0x15, 0, 0], CompressionCodec.UNCOMPRESSED, "the page has no bytes"),
        ("a page that is no page", Page(V1(values: 3), 3, 3, [1, 2, 3], kind: 9), CompressionCodec.UNCOMPRESSED, "a page of the kind 9 has no place here"),
        ("an index among the pages", Page(V1(values: 3), 3, 3, [1, 2, 3], kind: (int)PageType.INDEX_PAGE), CompressionCodec.UNCOMPRESSED, "a page of the kind 1 has no place here"),
        ("a second dictionary", [.. Dictionary(1), .. Dictionary(1)], CompressionCodec.UNCOMPRESSED, "header of page 2: a page of the kind 2 has no place here"),
        ("a page that unpacks to gigabytes by its own word", Page(V1(values: 3), Gigabytes, 3, [1, 2, 3]), CompressionCodec.UNCOMPRESSED, "3 bytes (UNCOMPRESSED) do not make the 2000000000"),
        ("a Snappy page that unpacks to gigabytes by its header", Page(V1(values: 3), Gigabytes, 5, Snappy), CompressionCodec.SNAPPY, "5 bytes (SNAPPY) do not make the 2000000000"),
        ("a Snappy page that unpacks to gigabytes by its bytes", Page(V1(values: 3), 3, 5, [0x80, 0xA8, 0xD6, 0xB9, 0x07]), CompressionCodec.SNAPPY, "5 bytes (SNAPPY) do not make the 3 "),
        ("a zstd page that unpacks to gigabytes", Page(V1(values: 3), Gigabytes, 3, [1, 2, 3]), CompressionCodec.ZSTD, "3 bytes (ZSTD) do not make the 2000000000"),
        ("a page of more values than its column", Page(V1(values: 4), 3, 3, [1, 2, 3]), CompressionCodec.UNCOMPRESSED, "it speaks of 4 values, and there can be 3"),
        ("a page of fewer than no values", Page(V1(values: -1), 3, 3, [1, 2, 3]), CompressionCodec.UNCOMPRESSED, "it speaks of -1 values"),
        ("a dictionary of more values than bytes", Dictionary(Gigabytes), CompressionCodec.UNCOMPRESSED, "it speaks of 2000000000 values, and there can be 3"),
        ("levels longer than their page", Page(V2(definition: 2, repetition: 2), 3, 3, [1, 2, 3], kind: (int)PageType.DATA_PAGE_V2), CompressionCodec.UNCOMPRESSED, "its levels have 2 and 2 bytes, and the page 3"),
        ("pages that end before the column's values", Page(V1(values: 2), 3, 3, [1, 2, 3]), CompressionCodec.UNCOMPRESSED, "header of page 2: it ends inside a value"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void What_a_column_cannot_hold_is_refused_before_room_is_made_for_it()
    {
        foreach (var (kind, chunk, codec, message) in Lies)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();

            Should.Throw<InvalidDataException>(() => ParquetPages.Check(chunk, Column(codec, values: 3)), kind).Message.ShouldContain(message, customMessage: kind);

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000, kind);
            AttackLedger.Withstood("lake", $"a Parquet column with {kind}", 1, "an error that names the file and the column");
        }
    }

    [Fact]
    public void Pages_that_hold_what_they_say_pass()
    {
        ParquetPages.Check(Page(V1(values: 3), 3, 3, [1, 2, 3]), Column(CompressionCodec.UNCOMPRESSED, 3));
        ParquetPages.Check([.. Page(V1(values: 1), 3, 3, [1, 2, 3]), .. Page(V1(values: 0), 0, 0, []), .. Page(V1(values: 2), 3, 3, [1, 2, 3])], Column(CompressionCodec.UNCOMPRESSED, 3));
        ParquetPages.Check([.. Dictionary(3), .. Page(V1(values: 3), 3, 3, [1, 2, 3])], Column(CompressionCodec.UNCOMPRESSED, 3));
        ParquetPages.Check(Page(V1(values: 3), 3, 5, Snappy), Column(CompressionCodec.SNAPPY, 3));
        ParquetPages.Check(Page(V2(definition: 1, repetition: 1), 5, 7, [0, 0, .. Snappy], kind: (int)PageType.DATA_PAGE_V2), Column(CompressionCodec.SNAPPY, 3));
        ParquetPages.Check([], Column(CompressionCodec.SNAPPY, 0));
    }

    [Fact]
    public async Task A_column_whose_header_was_changed_is_refused_with_the_names_of_file_and_column()
    {
        using var folder = new TemporaryFolder();
        var table = DataLake.Open(folder.Path).Table("silver.things");
        await table.AppendAsync([new LakeTableTests.Pair("a", 1)], cancellationToken: Token);
        var file = Directory.EnumerateFiles(folder.PathOf("silver", "tables", "things"), "*.parquet").Single();
        var bytes = await File.ReadAllBytesAsync(file, Token);
        // The first page's header stands behind PAR1: its second number, the unpacked length, behind the kind's two bytes.
        bytes.AsSpan(4, 3).ToArray().ShouldBe([0x15, 0x00, 0x15]);
        bytes[7] = 0x7E;
        await File.WriteAllBytesAsync(file, bytes, Token);

        var error = await Should.ThrowAsync<LakeException>(async () => await table.ReadAsync<LakeTableTests.Pair>(cancellationToken: Token).CountAsync(Token));

        error.Message.ShouldStartWith($"'silver/tables/things/{Path.GetFileName(file)}': column 'name' could not be read as string: header of page 1: ");
        error.Message.ShouldEndWith("Bring the file back from a copy of the lake, or delete the folder of the table and run its stage again.");
    }

    private static ColumnMetaData Column(CompressionCodec codec, long values) => new() { Codec = codec, NumValues = values };

    private static byte[] Dictionary(int values) => Page([0x4C, .. Number(1, values), 0], 3, 3, [1, 2, 3], kind: (int)PageType.DICTIONARY_PAGE);

    // The structures in a header stand in its fields 5, 7 and 8; field 3 is the one before.
    private static byte[] V1(int values) => [0x2C, .. Number(1, values), 0];

    private static byte[] V2(int definition, int repetition) => [0x5C, .. Number(1, 3), .. Number(1, 0), .. Number(1, 3), .. Number(1, 0), .. Number(1, definition), .. Number(1, repetition), 0];

    private static byte[] Page(byte[] inner, int unpacked, int packed, byte[] body, int kind = 0) => [.. Number(1, kind), .. Number(1, unpacked), .. Number(1, packed), .. inner, 0, .. body];

    /// <summary>A whole number as the field so many behind the one before.</summary>
    private static byte[] Number(int step, int value)
    {
        var bytes = new List<byte> { (byte)((step << 4) | 5) };
        var rest = (uint)((value << 1) ^ (value >> 31));
        for (; rest > 0x7F; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }

        bytes.Add((byte)rest);
        return [.. bytes];
    }
}
