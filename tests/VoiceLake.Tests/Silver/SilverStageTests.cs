using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Stages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver;

public sealed class SilverStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataLake _lake;

    public SilverStageTests() => _lake = DataLake.Open(_folder.PathOf("lake"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_three_real_archives_give_thirty_clips_of_one_speaker()
    {
        var archives = Directory.GetFiles(SharedMaterial.Require("data/voxforge"), "*.tgz");
        await SilverLake.PutAsync(_lake, [.. archives.Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))]);

        var report = await RunAsync();

        report.Submissions.ToString().ShouldBe("submissions: 3 in = 3 good + 0 quarantined + 0 unchanged");
        report.Clips.ToString().ShouldBe("clips: 30 in = 30 good + 0 quarantined + 0 unchanged");
        var rows = await SilverLake.RowsAsync(_lake);
        rows.Clips.Count.ShouldBe(30);
        rows.Quarantine.ShouldBeEmpty();
        rows.Clips.ShouldAllBe(clip => clip.Speaker == "Aaron" && clip.Gender == "male" && clip.Language == "en" && clip.SourceSampleRate == 16_000 && clip.SourceCodec == "wav/pcm_s16le");
        rows.Submissions.ShouldAllBe(row => row.Status == "good" && row.Dialect == "New Zealand English" && row.AgeRange == "adult" && row.SamplingRateRaw!.Trim() == "48000");
        var clip = rows.Clips.Single(clip => clip.Clip == "Aaron-20080318-kdl/b0023");
        clip.Prompt.ShouldBe("MacDougall, my engineer, believes it.");
        clip.PromptWords.ShouldBe("MACDOUGALL MY ENGINEER BELIEVES IT");
        rows.Submissions[0].SubmittedOn.ShouldBe(new DateOnly(2008, 3, 18));
    }

    [Fact]
    public async Task A_second_run_decodes_nothing_and_adds_no_table_version()
    {
        await SilverLake.PutAsync(_lake, ("a-20100203-abc.tgz", ArchiveBuilder.Whole().Tgz()), ("b-20100203-abc.tgz", ArchiveBuilder.Whole().Without("etc/README").Tgz()));
        await RunAsync();
        var versions = await SilverLake.VersionsAsync(_lake);
        var files = Files();

        var again = await RunAsync();

        again.Decoded.ShouldBe(0);
        again.Submissions.ToString().ShouldBe("submissions: 2 in = 0 good + 0 quarantined + 2 unchanged");
        again.Clips.ToString().ShouldBe("clips: 6 in = 0 good + 0 quarantined + 6 unchanged");
        (await SilverLake.VersionsAsync(_lake)).ShouldBe(versions);
        Files().ShouldBe(files);
    }

    [Fact]
    public async Task An_archive_whose_bytes_are_not_those_registered_is_rejected_until_it_is_mended()
    {
        var (sound, other) = (ArchiveBuilder.Whole(2).Tgz(), ArchiveBuilder.Whole(3).Tgz());
        await SilverLake.PutAsync(_lake, ("someone-20100203-abc.tgz", sound), ("someone-20100204-abc.tgz", other));
        await PutAsync("bronze/submissions/someone-20100203-abc.tgz", [.. sound[..^9], (byte)~sound[^9], .. sound[^8..]]);

        var report = await RunAsync();

        report.Submissions.ToString().ShouldBe("submissions: 2 in = 1 good + 1 quarantined + 0 unchanged");
        (await SilverLake.RowsAsync(_lake)).Quarantine.Single().Rule.ShouldBe("archive-changed");
        await PutAsync("bronze/submissions/someone-20100203-abc.tgz", sound);
        (await RunAsync()).Submissions.ToString().ShouldBe("submissions: 2 in = 1 good + 0 quarantined + 1 unchanged");
        (await SilverLake.RowsAsync(_lake)).Clips.Count.ShouldBe(5);
        (await SilverLake.RowsAsync(_lake)).Quarantine.ShouldBeEmpty();
        AttackLedger.Withstood("lake", "an archive in bronze that is not the one registered", 1, "quarantined by name until it is mended");
    }

    [Fact]
    public async Task A_tgz_and_a_tar_are_read_once()
    {
        var tar = ArchiveBuilder.Whole(2).Clip("wav/long.wav", Wav.Tone(20)).Tar();
        (string Name, byte[] Content)[] archives = [("a-20100203-abc.tgz", ArchiveBuilder.GZip(tar)), ("b-20100203-abc.tar", tar), ("c-20100203-abc.tgz", [.. ArchiveBuilder.GZip(tar), .. new byte[9_999]])];
        await SilverLake.PutAsync(_lake, archives);
        var counting = new CountingStore(_lake.Store, "bronze/submissions/");

        await RunAsync(lake: new DataLake(counting));

        counting.Opened.ShouldBe(3);
        counting.BytesRead.ShouldBeLessThan((long)(1.01 * archives.Sum(archive => archive.Content.Length)));
        counting.BytesRead.ShouldBeGreaterThanOrEqualTo(archives.Sum(archive => archive.Content.Length));
    }

    [Fact]
    public async Task A_zip_whose_bytes_are_not_those_registered_is_rejected_too()
    {
        var zip = ArchiveBuilder.Whole(2).Zip();
        await SilverLake.PutAsync(_lake, ("someone-20100203-abc.zip", zip));
        await PutAsync("bronze/submissions/someone-20100203-abc.zip", [.. "someone stood here"u8, .. zip]);

        (await RunAsync()).Clips.Good.ShouldBe(0);

        (await SilverLake.RowsAsync(_lake)).Quarantine.Single().Rule.ShouldBe("archive-changed");
    }

    [Fact]
    public async Task An_archive_that_came_broken_keeps_its_clips_and_says_so()
    {
        var broken = ArchiveBuilder.Whole(2).Tgz();
        broken[^6] ^= 1;
        await SilverLake.PutAsync(_lake, ("someone-20100203-abc.tgz", broken));

        (await RunAsync()).Clips.Good.ShouldBe(2);

        var rows = await SilverLake.RowsAsync(_lake);
        rows.Submissions.Single().Status.ShouldBe("partial");
        (rows.Quarantine.Single().Rule, rows.Quarantine[0].Source, rows.Quarantine[0].Offset).ShouldBe(("archive-checksum", "bronze/submissions/someone-20100203-abc.tgz", broken.Length - 8));
    }

    [Fact]
    public async Task An_archive_that_is_missing_from_the_lake_stops_no_other()
    {
        await SilverLake.PutAsync(_lake, ("someone-20100203-abc.tgz", ArchiveBuilder.Whole(2).Tgz()), ("someone-20100204-abc.tgz", ArchiveBuilder.Whole(3).Tgz()));
        await _lake.DeleteAsync("bronze/submissions/someone-20100203-abc.tgz", cancellationToken: TestContext.Current.CancellationToken);

        var report = await RunAsync();

        report.Clips.Good.ShouldBe(3);
        (await SilverLake.RowsAsync(_lake)).Quarantine.Single().Rule.ShouldBe("archive-missing");
    }

    private async Task PutAsync(string path, byte[] content)
    {
        using var stream = new MemoryStream(content);
        await _lake.Store.PutAsync(LakePath.Parse(path), stream, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Only_what_is_new_or_changed_is_decoded()
    {
        await SilverLake.PutAsync(_lake, ("a-20100203-abc.tgz", ArchiveBuilder.Whole(2).Tgz()), ("b-20100203-abc.tgz", ArchiveBuilder.Whole(2).Tgz()));
        await RunAsync();
        await SilverLake.PutAsync(_lake, ("b-20100203-abc.tgz", ArchiveBuilder.Whole(4).Tgz()), ("c-20100203-abc.tgz", ArchiveBuilder.Whole(1).Tgz()));

        var report = await RunAsync();

        report.Submissions.ToString().ShouldBe("submissions: 3 in = 2 good + 0 quarantined + 1 unchanged");
        report.Clips.ToString().ShouldBe("clips: 7 in = 5 good + 0 quarantined + 2 unchanged");
        (await SilverLake.RowsAsync(_lake)).Clips.Select(clip => clip.Submission).GroupBy(name => name).Select(group => $"{group.Key} {group.Count()}")
            .ShouldBe(["a-20100203-abc 2", "b-20100203-abc 4", "c-20100203-abc 1"]);
    }

    [Fact]
    public async Task Other_options_decode_again_and_leave_no_old_row()
    {
        await SilverLake.PutAsync(_lake, ("a-20100203-abc.tgz", new ArchiveBuilder().Text("etc/README", ArchiveBuilder.Readme)
            .Clip("wav/x.wav", Wav.Of([.. new short[16_000], .. Enumerable.Repeat<short>(8_000, 16_000), .. new short[16_000]], 16_000)).Tgz()));
        await RunAsync();

        var report = await RunAsync(new SilverOptions { Trim = new() });

        report.Decoded.ShouldBe(1);
        var clip = (await SilverLake.RowsAsync(_lake)).Clips.Single();
        clip.TrimmedStart.ShouldBeInRange(14_000, 16_000);
        clip.TrimmedEnd.ShouldBeInRange(14_000, 16_000);
        (clip.TrimmedStart + clip.NSamples + clip.TrimmedEnd).ShouldBe(48_000);
    }

    [Fact]
    public async Task Parallelism_and_batches_change_no_row()
    {
        await SilverLake.PutAsync(_lake, [.. Enumerable.Range(0, 9).Select(n => ($"user{n}-20100203-abc.tgz", ArchiveBuilder.Whole(n % 4).Tgz()))]);
        await RunAsync(new SilverOptions { Parallelism = 1 });
        var other = DataLake.Open(_folder.PathOf("other"));
        await SilverLake.PutAsync(other, [.. Enumerable.Range(0, 9).Select(n => ($"user{n}-20100203-abc.tgz", ArchiveBuilder.Whole(n % 4).Tgz()))]);

        await RunAsync(lake: other, options: new SilverOptions { Parallelism = 7, BatchArchives = 2 });

        (await SilverLake.RowsAsync(other)).ShouldEqual(await SilverLake.RowsAsync(_lake));
    }

    [Fact]
    public async Task An_empty_bronze_gives_empty_tables()
    {
        await SilverLake.PutAsync(_lake);
        (await RunAsync()).ToString().ShouldStartWith("silver: 0 clips decoded");
        (await SilverLake.RowsAsync(_lake)).Clips.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lake_without_bronze_says_which_stage_to_run() =>
        (await Should.ThrowAsync<LakeException>(() => RunAsync())).Message.ShouldContain("01-extract-to-bronze");

    private Task<SilverReport> RunAsync(SilverOptions? options = null, DataLake? lake = null) =>
        SilverStage.RunAsync(lake ?? _lake, options, cancellationToken: TestContext.Current.CancellationToken);

    private string[] Files() => [.. Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
