using System.IO.Compression;
using CsCheck;
using VoiceLake.Silver.Archives;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver.Archives;

public class ArchiveChecksumTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void A_gzip_that_was_cut_in_its_checksum_is_known_to_be_cut(int bytes)
    {
        var (reader, entries) = Read(ArchiveBuilder.Whole().Tgz()[..^bytes]);
        entries.Count.ShouldBe(6);
        reader.Findings.Single().Rule.Name.ShouldBe("archive-truncated");
        AttackLedger.Withstood("archive", "a gzip cut in its checksum", 1, "every clip kept, archive-truncated");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(1)]
    public void A_wrong_checksum_or_length_is_found_under_its_own_rule_and_every_file_is_kept(int fromEnd)
    {
        var whole = ArchiveBuilder.Whole().Tgz();
        whole[^fromEnd] ^= 0x10;
        var (reader, entries) = Read(whole);
        entries.Count.ShouldBe(6);
        var finding = reader.Findings.Single();
        (finding.Rule.Name, finding.Offset).ShouldBe(("archive-checksum", whole.Length - 8));
        finding.Detail.ShouldContain("CRC-32");
        AttackLedger.Withstood("archive", "a gzip with a wrong checksum or length, in any layer", 1, "every clip kept, archive-checksum");
    }

    [Fact]
    public void A_sample_that_changed_under_a_gzip_is_found_by_its_checksum()
    {
        // Stored, not deflated: the flipped byte unpacks without complaint.
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(ArchiveBuilder.Whole().Tar());
        }

        var whole = stream.ToArray();
        whole[whole.AsSpan().IndexOf("data"u8) + 1_000] ^= 1;
        var (reader, entries) = Read(whole);
        entries.Count.ShouldBe(6);
        reader.Findings.Single().Rule.Name.ShouldBe("archive-checksum");
        AttackLedger.Withstood("archive", "a gzip with a wrong checksum or length, in any layer", 1, "every clip kept, archive-checksum");
    }

    [Fact]
    public void A_wrong_checksum_around_a_zip_loses_no_clip()
    {
        var whole = ArchiveBuilder.GZip(ArchiveBuilder.Whole().Zip());
        whole[^6] ^= 1;
        var (reader, entries) = Read(whole);
        entries.Count.ShouldBe(6);
        reader.Findings.Single().Rule.Name.ShouldBe("archive-checksum");
        AttackLedger.Withstood("archive", "a gzip with a wrong checksum or length, in any layer", 1, "every clip kept, archive-checksum");
    }

    [Fact]
    public void A_wrong_checksum_in_either_of_two_layers_is_found()
    {
        var inner = ArchiveBuilder.Whole().Tgz();
        inner[^6] ^= 1;
        var outer = ArchiveBuilder.GZip(ArchiveBuilder.Whole().Tgz());
        outer[^6] ^= 1;
        foreach (var archive in new[] { ArchiveBuilder.GZip(inner), outer })
        {
            var (reader, entries) = Read(archive);
            entries.Count.ShouldBe(6);
            reader.Findings.Single().Rule.Name.ShouldBe("archive-checksum");
        }

        AttackLedger.Withstood("archive", "a gzip with a wrong checksum or length, in any layer", 2, "every clip kept, archive-checksum");
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void A_clip_whose_checksum_in_the_zip_is_wrong_is_rejected_and_the_others_kept(CompressionLevel level)
    {
        var zip = ArchiveBuilder.Whole().Zip(level);
        FlipChecksums(zip, "a0002.wav");
        var (reader, entries) = Read(zip);
        entries.Where(entry => entry.Kind == SubmissionEntryKind.Audio).Select(entry => entry.Clip).ShouldBe(["a0001", "a0003"]);
        var finding = reader.Findings.Single();
        (finding.Rule.Name, finding.Scope, finding.Clip, finding.Entry).ShouldBe(("entry-checksum", "clip", "a0002", "someone-20100203-abc/wav/a0002.wav"));
        AttackLedger.Withstood("archive", "zip checksums and lengths that lie", 1, "the entry rejected by entry-checksum, entry-damaged or entry-too-large, the others kept");
    }

    [Fact]
    public void Members_that_follow_each_other_are_one_gzip_wherever_they_meet() => Gen.Select(Gen.Int[0, 60_000], Gen.Int[0, 60_000], Gen.Int[1, 9_000]).Sample((first, second, at) =>
    {
        var (one, two) = (SubmissionReaderTests.Noise(1, first), SubmissionReaderTests.Noise(2, second));
        byte[] packed = [.. ArchiveBuilder.GZip(one), .. ArchiveBuilder.GZip(two), .. new byte[at % 3 * 5]];
        using var gzip = new GzipStream(new MemoryStream(packed));
        Unpack(gzip, at).ShouldBe([.. one, .. two]);
        gzip.Fault.ShouldBeNull();
    }, iter: 200);

    [Fact]
    public void A_gzip_that_was_cut_anywhere_is_never_taken_for_a_whole_one()
    {
        var whole = ArchiveBuilder.GZip(SubmissionReaderTests.Noise(3, 20_000));
        Gen.Int[11, whole.Length - 1].Sample(length =>
        {
            using var gzip = new GzipStream(new MemoryStream(whole[..length]));
            Unpack(gzip, 700);
            gzip.Fault.ShouldBeOfType<EndOfStreamException>();
        }, iter: 300);
        AttackLedger.WithstoodAtRandom("archive", "a gzip cut anywhere", 300, "known to be cut");
    }

    [Fact]
    public void A_header_with_every_field_is_skipped()
    {
        byte[] content = [1, 2, 3];
        byte[] packed = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 7, 7, 7, .. "name\0"u8, .. "comment\0"u8, 9, 9, .. ArchiveBuilder.GZip(content)[10..]];
        using var gzip = new GzipStream(new MemoryStream(packed));
        Unpack(gzip, 100).ShouldBe(content);
        gzip.Fault.ShouldBeNull();
    }

    // The header before an entry and the directory at the end both give it.
    private static void FlipChecksums(byte[] zip, string name)
    {
        for (var place = 0; place < zip.Length - 46; place++)
        {
            var (checksum, path) = zip.AsSpan(place) switch
            {
                [(byte)'P', (byte)'K', 3, 4, ..] => (14, 30),
                [(byte)'P', (byte)'K', 1, 2, ..] => (16, 46),
                _ => (0, 0),
            };
            if (path > 0 && System.Text.Encoding.ASCII.GetString(zip, place + path, Math.Min(60, zip.Length - place - path)).Contains(name, StringComparison.Ordinal))
            {
                zip[place + checksum] ^= 1;
            }
        }
    }

    private static byte[] Unpack(GzipStream gzip, int step)
    {
        var (unpacked, buffer) = (new MemoryStream(), new byte[step]);
        while (gzip.Read(buffer) is var read and > 0)
        {
            unpacked.Write(buffer, 0, read);
        }

        return unpacked.ToArray();
    }

    private static (SubmissionReader Reader, IReadOnlyList<SubmissionEntry> Entries) Read(byte[] archive)
    {
        var reader = new SubmissionReader(new MemoryStream(archive));
        return (reader, [.. reader.Read(TestContext.Current.CancellationToken)]);
    }
}
