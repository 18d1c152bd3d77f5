using System.Buffers.Binary;
using VoiceLake.Lake.Files;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Lake;

public class ParquetFooterTests
{
    // Field headers: a list (kind 9), a map (11), a structure (12), each the next field; then what they hold.
    private static readonly (string Kind, byte[] Footer, string Message)[] Lies =
    [
        ("a list of 2^31 elements", [0x19, 0xFC, 0x80, 0x80, 0x80, 0x80, 0x08, 0], "a list of 2147483648 elements, and 1 bytes are left"),
        ("a text longer than the file", [0x18, 0xFF, 0xFF, 0x03, 65, 0], "65535 bytes, and 2 are left"),
        ("a footer without its end", [0x15, 0x02], "ends inside a value"),
        ("structures nested 10,000 deep", [.. Enumerable.Repeat((byte)0x1C, 10_000)], "nested deeper"),
        ("maps nested 10,000 deep", [0x1B, .. Enumerable.Repeat(new byte[] { 1, 0xBB }, 5_000).SelectMany(pair => pair)], "nested deeper"),
        ("a number of eleven bytes", [0x15, .. Enumerable.Repeat((byte)0xFF, 11), 0], "more than ten bytes"),
        ("a kind of value that there is not", [0x1E, 0, 0], "of the kind 14"),
    ];

    [Fact]
    public void What_a_footer_cannot_hold_is_refused_before_room_is_made_for_it()
    {
        foreach (var (kind, footer, message) in Lies)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Should.Throw<InvalidDataException>(() => ParquetFooter.Check(FileOf(footer)), kind).Message.ShouldContain(message, customMessage: kind);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000, kind);
            AttackLedger.Withstood("lake", $"a Parquet footer with {kind.Replace(",", "", StringComparison.Ordinal)}", 1, "an error that names the file");
        }
    }

    [Theory]
    [InlineData(0, "fewer than any Parquet file")]
    [InlineData(11, "fewer than any Parquet file")]
    [InlineData(12, "does not end with PAR1")]
    public void A_file_that_is_no_Parquet_file_says_so(int length, string message) =>
        Should.Throw<InvalidDataException>(() => ParquetFooter.Check(new MemoryStream(new byte[length]))).Message.ShouldContain(message);

    [Fact]
    public void A_footer_longer_than_its_file_is_refused()
    {
        var file = FileOf([0]).ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(file.Length - 8), 2);

        Should.Throw<InvalidDataException>(() => ParquetFooter.Check(new MemoryStream(file))).Message.ShouldContain("footer has 2 bytes");
    }

    [Fact]
    public void Footers_of_other_engines_and_ours_pass_and_the_stream_stands_at_its_start()
    {
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("tests", "VoiceLake.Tests", "Lake", "golden"), "*.parquet", SearchOption.AllDirectories))
        {
            using var file = File.OpenRead(path);
            ParquetFooter.Check(file);
            file.Position.ShouldBe(0, path);
        }
    }

    private static MemoryStream FileOf(byte[] footer)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        return new MemoryStream([.. "PAR1"u8, .. footer, .. length, .. "PAR1"u8]);
    }
}
