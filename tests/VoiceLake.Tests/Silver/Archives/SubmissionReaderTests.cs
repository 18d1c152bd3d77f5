using System.Formats.Tar;
using CsCheck;
using VoiceLake.Silver.Archives;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver.Archives;

public class SubmissionReaderTests
{
    private static readonly string[] Everything = ["a0001", "a0002", "a0003"];

    public static TheoryData<string, byte[]> Formats => new()
    {
        { "gzip+tar", ArchiveBuilder.Whole().Tgz() },
        { "tar", ArchiveBuilder.Whole().Tar() },
        { "zip", ArchiveBuilder.Whole().Zip() },
        { "gzip+zip", ArchiveBuilder.GZip(ArchiveBuilder.Whole().Zip()) },
        { "gzip+gzip+tar", ArchiveBuilder.GZip(ArchiveBuilder.Whole().Tgz()) },
        { "gzip+tar", new ArchiveBuilder().File("inside.zip", ArchiveBuilder.Whole().Zip()).Tgz() },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_is_told_by_its_bytes_seekable_or_not(string format, byte[] archive)
    {
        foreach (var stream in new Stream[] { new MemoryStream(archive), new ForwardStream(archive) })
        {
            var (reader, entries) = Read(stream);
            reader.Format.ShouldBe(format);
            reader.Findings.ShouldBeEmpty();
            reader.HasAudioFolder.ShouldBeTrue();
            entries.Where(entry => entry.Kind == SubmissionEntryKind.Audio).Select(entry => entry.Clip).ShouldBe(Everything);
            entries.Count(entry => entry.Kind == SubmissionEntryKind.Readme).ShouldBe(1);
            entries.Count(entry => entry.Kind == SubmissionEntryKind.Prompts).ShouldBe(2);
        }
    }

    [Theory]
    [InlineData("etc/README", SubmissionEntryKind.Readme)]
    [InlineData("etc/readme", SubmissionEntryKind.Readme)]
    [InlineData("README.txt", SubmissionEntryKind.Readme)]
    [InlineData("etc/profile.json", SubmissionEntryKind.Profile)]
    [InlineData("etc/PROMPTS", SubmissionEntryKind.Prompts)]
    [InlineData("etc/prompts-original", SubmissionEntryKind.Prompts)]
    [InlineData("etc/prompts", SubmissionEntryKind.Prompts)]
    [InlineData("etc/prompt.txt", SubmissionEntryKind.Prompts)]
    [InlineData("etc/prompts.txt", SubmissionEntryKind.Prompts)]
    [InlineData("etc/Transcriptions.txt", SubmissionEntryKind.Prompts)]
    [InlineData("etc/cc.prompts", SubmissionEntryKind.Prompts)]
    [InlineData("etc/therainbowpassage.prompt", SubmissionEntryKind.Prompts)]
    [InlineData("wav/a.wav", SubmissionEntryKind.Audio)]
    [InlineData("WAV/a.WAV", SubmissionEntryKind.Audio)]
    [InlineData("flac/a.flac", SubmissionEntryKind.Audio)]
    public void What_a_file_is_for_is_told_by_its_name_in_any_case(string path, SubmissionEntryKind kind) =>
        Read(new ArchiveBuilder().Text(path, "x").Tgz()).Entries.Single().Kind.ShouldBe(kind);

    [Fact]
    public void Other_files_are_left_alone() =>
        Read(new ArchiveBuilder().Text("LICENSE", "x").Text("etc/HDMan_log", "x").Text("etc/audiofile_details", "x").Text("etc/GPL_license.txt", "x").Tgz()).Entries.ShouldBeEmpty();

    [Theory]
    [InlineData(0.99)]
    [InlineData(0.7)]
    [InlineData(0.4)]
    public void A_truncated_archive_keeps_the_whole_clips_before_the_cut(double share)
    {
        var noise = new ArchiveBuilder().Text("etc/README", ArchiveBuilder.Readme);
        for (var n = 1; n <= 10; n++)
        {
            noise.Clip($"wav/a{n}.wav", Noise(n, 20_000));
        }

        foreach (var whole in new[] { noise.Tgz(), noise.Tar(), noise.Zip() })
        {
            var complete = Read(whole).Entries;
            var (reader, entries) = Read(whole[..(int)(whole.Length * share)]);
            reader.IsComplete.ShouldBeFalse();
            reader.Findings.ShouldContain(finding => finding.Rule.Name == "archive-truncated");
            entries.Count.ShouldBeGreaterThanOrEqualTo((int)(11 * share) - 1);
            entries.Select(entry => Convert.ToHexString(entry.Content.Span)).ShouldBe(complete.Take(entries.Count).Select(entry => Convert.ToHexString(entry.Content.Span)));
        }
    }

    [Fact]
    public void A_tar_cut_between_two_entries_is_known_to_be_cut()
    {
        var tar = ArchiveBuilder.Whole().Tar();
        var (reader, entries) = Read(tar[..(tar.AsSpan().LastIndexOfAnyExcept((byte)0) / 512 * 512 + 512)]);
        entries.Count.ShouldBe(6);
        reader.Findings.Single().Rule.Name.ShouldBe("archive-truncated");
    }

    [Fact]
    public void A_cut_at_any_byte_gives_only_whole_files_and_a_finding_where_one_is_lost()
    {
        var whole = ArchiveBuilder.Whole().Tgz();
        var known = Read(whole).Entries.Select(entry => Convert.ToHexString(entry.Content.Span)).ToHashSet();
        Gen.Int[0, whole.Length - 1].Sample(length =>
        {
            var (reader, entries) = Read(whole[..length]);
            // A cut inside the padding after the last file loses nothing.
            (reader.Findings.Count > 0 || entries.Count == known.Count).ShouldBeTrue($"cut at {length}");
            entries.Select(entry => Convert.ToHexString(entry.Content.Span)).ShouldBeSubsetOf(known);
        }, iter: 200);
        AttackLedger.WithstoodAtRandom("archive", "an archive cut anywhere", 200, "whole entries kept, archive-truncated; nothing accepted in part");
    }

    [Fact]
    public void A_wrong_checksum_is_found_and_the_files_are_kept()
    {
        var whole = ArchiveBuilder.Whole().Tgz();
        whole[^6] ^= 1;
        var (reader, entries) = Read(whole);
        entries.Count.ShouldBe(6);
        reader.IsComplete.ShouldBeFalse();
        var finding = reader.Findings.Single();
        (finding.Rule.Name, finding.Scope, finding.Offset).ShouldBe(("archive-checksum", "archive", whole.Length - 8));
    }

    [Fact]
    public void A_flipped_byte_never_throws()
    {
        byte[][] archives = [ArchiveBuilder.Whole().Tgz(), ArchiveBuilder.Whole().Zip(), ArchiveBuilder.Whole().Tar()];
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1_000_000], Gen.Byte).Sample((which, place, value) =>
        {
            var bytes = archives[which].ToArray();
            bytes[place % bytes.Length] ^= value;
            Read(bytes).Entries.Count.ShouldBeLessThanOrEqualTo(6);
        }, iter: 500);
        AttackLedger.WithstoodAtRandom("archive", "a changed byte in a tgz, zip or tar", 500, "whole entries kept or a finding, never an exception");
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no archive at all, but a web page with an error")]
    public void What_is_no_archive_is_said_to_be_unreadable(string content)
    {
        var (reader, entries) = Read(System.Text.Encoding.ASCII.GetBytes(content));
        entries.ShouldBeEmpty();
        reader.Format.ShouldBeNull();
        reader.Findings.Single().Rule.Name.ShouldBe("archive-unreadable");
    }

    [Theory]
    [InlineData("!/etc/README")]
    [InlineData("!../wav/a.wav")]
    [InlineData("!x/../../wav/a.wav")]
    [InlineData("!C:/wav/a.wav")]
    [InlineData("!..\\wav\\a.wav")]
    public void A_name_that_leaves_the_archive_is_rejected_and_the_rest_kept(string path)
    {
        foreach (var archive in new[] { new ArchiveBuilder().Text(path, "evil").Clip("wav/b.wav", [1]).Tgz(), new ArchiveBuilder().Text(path, "evil").Clip("wav/b.wav", [1]).Zip() })
        {
            var (reader, entries) = Read(archive);
            entries.Select(entry => entry.Clip).ShouldBe(["b"]);
            reader.Findings.Single().Rule.Name.ShouldBe("unsafe-entry");
        }
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "/etc/passwd")]
    [InlineData(TarEntryType.HardLink, "etc/README")]
    [InlineData(TarEntryType.Fifo, null)]
    [InlineData(TarEntryType.CharacterDevice, null)]
    [InlineData(TarEntryType.BlockDevice, null)]
    public void Links_devices_and_pipes_are_never_followed(TarEntryType type, string? link)
    {
        var (reader, entries) = Read(new ArchiveBuilder().Special(type, "wav/a.wav", link).Clip("wav/b.wav", [1]).Tgz());
        entries.Select(entry => entry.Clip).ShouldBe(["b"]);
        reader.Findings.Single().Rule.Name.ShouldBe("unsafe-entry");
    }

    [Fact]
    public void Limits_hold_and_keep_what_came_before()
    {
        var archive = ArchiveBuilder.Whole().Tgz();
        Read(archive, new SubmissionReaderOptions { MaxEntryBytes = 3_700 }).Reader.Findings.Select(finding => finding.Rule.Name).ShouldBe(["entry-too-large", "entry-too-large"]);
        Read(archive, new SubmissionReaderOptions { MaxEntries = 4 }).Reader.Findings.Single().Rule.Name.ShouldBe("archive-too-large");
        Read(archive, new SubmissionReaderOptions { MaxUnpackedBytes = 6_000 }).Reader.Findings.ShouldContain(finding => finding.Rule.Name == "archive-too-large");
        var bomb = ArchiveBuilder.GZip(new ArchiveBuilder().File("bomb.bin", new byte[20_000_000]).Clip("wav/a.wav", [1]).Tar());
        Read(bomb, new SubmissionReaderOptions { RatioFromBytes = 1_000_000 }).Reader.Findings.Single().Rule.Name.ShouldBe("archive-too-large");
    }

    [Fact]
    public void Archives_in_archives_in_archives_are_refused()
    {
        var inner = new ArchiveBuilder().File("deeper.tgz", ArchiveBuilder.Whole().Tgz()).Tgz();
        var (reader, entries) = Read(new ArchiveBuilder().File("deep.tgz", inner).Tgz());
        entries.ShouldBeEmpty();
        reader.Findings.Single().Rule.Name.ShouldBe("archive-nested");
    }

    [Fact]
    public void Options_name_every_mistake_at_once() =>
        Should.Throw<ArgumentException>(() => new SubmissionReaderOptions { MaxEntries = 0, MaxDepth = -1 }.Validate()).Message.ShouldBe("MaxEntries is 0: give at least 1. MaxDepth is -1: give at least 0.");

    internal static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static (SubmissionReader Reader, IReadOnlyList<SubmissionEntry> Entries) Read(byte[] archive, SubmissionReaderOptions? options = null) => Read(new MemoryStream(archive), options);

    private static (SubmissionReader Reader, IReadOnlyList<SubmissionEntry> Entries) Read(Stream archive, SubmissionReaderOptions? options = null)
    {
        var reader = new SubmissionReader(archive, options);
        return (reader, [.. reader.Read(TestContext.Current.CancellationToken)]);
    }

    // A network stream: forward only, a few bytes at a time.
    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 777)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 777));
    }
}
