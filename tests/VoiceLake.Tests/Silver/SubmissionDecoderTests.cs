using System.Text;
using VoiceLake.Bronze;
using VoiceLake.Silver;
using VoiceLake.Silver.Casting;

namespace VoiceLake.Tests.Silver;

public class SubmissionDecoderTests
{
    public static TheoryData<string, byte[], string, int, int, string> Defects => new()
    {
        { "nothing wrong", ArchiveBuilder.Whole().Tgz(), "good", 3, 0, "" },
        { "no README", ArchiveBuilder.Whole().Without("etc/README").Tgz(), "good", 3, 0, "no-readme" },
        { "no audio folder", ArchiveBuilder.Whole(0).Text("LICENSE", "x").Tgz(), "rejected", 0, 0, "no-audio-folder" },
        { "an empty audio folder", ArchiveBuilder.Whole(0).Folder("wav/").Tgz(), "rejected", 0, 0, "no-good-clip" },
        { "a clip of no bytes", ArchiveBuilder.Whole().Clip("wav/empty.wav", []).Text("etc/prompt.txt", "empty x").Tgz(), "partial", 3, 1, "audio-empty" },
        { "nothing but clips of no bytes", new ArchiveBuilder().Text("etc/README", ArchiveBuilder.Readme).Text("etc/PROMPTS", "a X").Clip("wav/a.wav", []).Tgz(), "rejected", 0, 1, "audio-empty no-good-clip" },
        { "a silent clip", ArchiveBuilder.Whole().Clip("wav/silent.wav", Wav.Silence(1)).Text("etc/prompt.txt", "silent x").Tgz(), "good", 4, 0, "silent-clip" },
        { "Latin-1 prompts", ArchiveBuilder.Whole().Without("etc/prompts-original").Text("etc/prompts-original", "a0001 Gr\u00fc\u00dfe", Encoding.Latin1).Tgz(), "good", 3, 0, "text-not-utf8" },
        { "an unknown gender", ArchiveBuilder.Whole().Without("etc/README").Text("etc/readme", "Gender: Please Select").Tgz(), "good", 3, 0, "gender-unknown" },
        { "a gender that is none", ArchiveBuilder.Whole().Without("etc/README").Text("etc/readme", "Gender: adult").Tgz(), "good", 3, 0, "gender-not-castable" },
        { "a clip without prompt", ArchiveBuilder.Whole().Clip("wav/extra.wav", Wav.Tone(0.1)).Tgz(), "good", 4, 0, "clip-without-prompt" },
        { "a prompt without clip", ArchiveBuilder.Whole().Without("wav/a0002.wav").Tgz(), "good", 2, 0, "prompt-without-clip" },
        { "no prompts", ArchiveBuilder.Whole().Without("etc/PROMPTS").Without("etc/prompts-original").Tgz(), "good", 3, 0, "no-prompts" },
        { "no archive", "<html>404</html>"u8.ToArray(), "rejected", 0, 0, "archive-unreadable no-readme" },
        { "bad audio", ArchiveBuilder.Whole().Without("wav/a0003.wav").Clip("wav/a0003.wav", "OggS and so on"u8.ToArray()).Tgz(), "partial", 2, 1, "audio-unknown-format" },
        { "a clip twice", ArchiveBuilder.Whole().Clip("flac/a0001.flac", Wav.Tone(0.1)).Tgz(), "partial", 3, 1, "duplicate-clip" },
        { "a link", ArchiveBuilder.Whole().Special(System.Formats.Tar.TarEntryType.SymbolicLink, "wav/x.wav", "/etc/passwd").Tgz(), "good", 3, 0, "unsafe-entry" },
        { "audio elsewhere", ArchiveBuilder.Whole().Without("wav/a0003.wav").Clip("a0003.wav", Wav.Tone(0.1)).Tgz(), "good", 3, 0, "audio-outside-folder" },
        { "a damaged profile", ArchiveBuilder.Whole().Text("etc/profile.json", "{").Tgz(), "good", 3, 0, "profile-unreadable" },
        { "a file among the clips", ArchiveBuilder.Whole().Text("wav/Thumbs.db", "x").Tgz(), "good", 3, 0, "not-audio" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void Every_defect_stands_in_quarantine_under_its_rule(string what, byte[] archive, string status, int clips, int rejected, string rules)
    {
        var decoded = Decode(archive);
        decoded.Submission.Status.ShouldBe(status, what);
        decoded.Clips.Count.ShouldBe(clips, what);
        decoded.Submission.Clips.ShouldBe(clips, what);
        decoded.Submission.ClipsRejected.ShouldBe(rejected, what);
        string.Join(' ', decoded.Quarantine.Select(row => row.Rule).Distinct().Order(StringComparer.Ordinal)).ShouldBe(rules, what);
        decoded.Quarantine.ShouldAllBe(row => row.Submission == "someone-20100203-abc" && row.Source.StartsWith("bronze/submissions/someone-20100203-abc.tgz", StringComparison.Ordinal) && row.RunId == "run");
        decoded.Submission.Findings.ShouldBe(decoded.Quarantine.Count);
    }

    [Fact]
    public void A_truncated_archive_keeps_its_clips_and_counts_the_one_that_was_cut()
    {
        var noise = ArchiveBuilder.Whole(3);
        var tar = noise.Tar();
        var decoded = Decode(ArchiveBuilder.GZip(tar[..(tar.Length - 4_000)]));
        decoded.Submission.Status.ShouldBe("partial");
        decoded.Clips.Count.ShouldBe(2);
        decoded.Submission.ClipsRejected.ShouldBe(1);
        decoded.Quarantine.Select(row => row.Rule).ShouldBe(["entry-damaged", "archive-truncated"]);
        decoded.Quarantine[0].Clip.ShouldBe("someone-20100203-abc/a0003");
    }

    [Fact]
    public void A_silent_clip_is_kept_and_marked()
    {
        var clip = Decode(new ArchiveBuilder().Clip("wav/x.wav", Wav.Silence(0.5)).Tgz()).Clips.Single();
        (clip.Silent, clip.PeakDbfs, clip.NSamples, clip.DurationS).ShouldBe((true, null, 8_000, 0.5));
    }

    [Fact]
    public void A_clip_is_bit_for_bit_the_recording_where_nothing_had_to_change()
    {
        var wav = Wav.Tone(0.2);
        var clip = Decode(new ArchiveBuilder().Clip("wav/x.wav", wav).Tgz()).Clips.Single();
        clip.Samples.ShouldBe(wav[44..]);
        clip.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(wav[44..])));
        clip.SourceFile.ShouldBe("someone-20100203-abc/wav/x.wav");
        (clip.TrimmedStart, clip.TrimmedEnd).ShouldBe((0, 0));
    }

    [Fact]
    public void A_clip_at_another_rate_is_resampled_and_says_so()
    {
        var clip = Decode(new ArchiveBuilder().Clip("wav/x.wav", Wav.Tone(1, rate: 48_000)).Tgz()).Clips.Single();
        (clip.SampleRate, clip.SourceSampleRate, clip.NSamples).ShouldBe((16_000, 48_000, 16_000));
    }

    [Fact]
    public void The_readme_may_come_after_the_clips_and_tells_the_language_of_the_prompts()
    {
        var archive = new ArchiveBuilder().Clip("wav/a1.wav", Wav.Tone(0.1)).Text("etc/prompts", "a1 \u041c\u0430\u043c\u0430", Windows1251())
            .Text("etc/README", "Gender: \u0416\u0435\u043d\u0449\u0438\u043d\u0430\nLanguage: RU\n", Windows1251()).Tgz();
        var decoded = Decode(archive);
        decoded.Clips.Single().Prompt.ShouldBe("\u041c\u0430\u043c\u0430");
        (decoded.Submission.Gender, decoded.Submission.Language, decoded.Submission.ReadmeEncoding, decoded.Submission.PromptsEncoding).ShouldBe(("female", "ru", "windows-1251", "windows-1251"));
        decoded.Quarantine.Count(row => row.Rule == "text-not-utf8").ShouldBe(2);
    }

    [Fact]
    public void Two_anonymous_archives_are_two_speakers()
    {
        Decode(ArchiveBuilder.Whole().Tgz(), "anonymous-20100101-abc.tgz").Clips.ShouldAllBe(clip => clip.Speaker == "anonymous-20100101-abc");
        Decode(ArchiveBuilder.Whole().Tgz(), "anonymous-20100102-abc.tgz").Clips.ShouldAllBe(clip => clip.Speaker == "anonymous-20100102-abc");
    }

    private static Encoding Windows1251()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("windows-1251");
    }

    private static DecodedSubmission Decode(byte[] archive, string name = "someone-20100203-abc.tgz") => SubmissionDecoder.Decode(
        new MemoryStream(archive), new BronzeSubmission(name, "samples:x", archive.Length, null, null, "0", DateTimeOffset.UnixEpoch, "bronze"), SubmissionName.Parse(name), runId: "run",
        cancellationToken: TestContext.Current.CancellationToken);
}
