using System.Formats.Tar;
using System.IO.Compression;
using VoiceLake.Bronze.Internals;

namespace VoiceLake.Tests.Bronze;

public class ArchiveEndTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("zip")]
    [InlineData("tar")]
    public void An_archive_is_whole_and_none_of_its_beginnings_is(string kind)
    {
        var whole = Make(kind);

        ArchiveEnd.IsWhole(new MemoryStream(whole)).ShouldBeTrue();
        for (var length = 0; length < whole.Length - (kind == "tar" ? 9_216 : 0); length++)
        {
            ArchiveEnd.IsWhole(new MemoryStream(whole, 0, length)).ShouldBeFalse($"{kind} cut after {length} of {whole.Length} bytes");
        }
    }

    [Fact]
    public void What_is_no_archive_proves_nothing() => ArchiveEnd.IsWhole(new MemoryStream("<html>not found</html>"u8.ToArray())).ShouldBeFalse();

    private static byte[] Make(string kind)
    {
        using var packed = new MemoryStream();
        var content = new byte[2_000];
        new Random(7).NextBytes(content);
        switch (kind)
        {
            case "gzip":
                using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                {
                    gzip.Write(content);
                }

                break;
            case "zip":
                using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
                using (var entry = zip.CreateEntry("a.wav").Open())
                {
                    entry.Write(content);
                }

                break;
            default:
                using (var tar = new TarWriter(packed, leaveOpen: true))
                {
                    using var data = new MemoryStream(content);
                    tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "a.wav") { DataStream = data });
                }

                // Tar programs fill up to a record of 20 blocks; a cut among empty blocks loses nothing.
                packed.Write(new byte[9_216]);
                break;
        }

        return packed.ToArray();
    }
}
