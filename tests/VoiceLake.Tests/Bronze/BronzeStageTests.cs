using System.Security.Cryptography;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Stages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public sealed class BronzeStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BronzeStageTests()
    {
        Directory.CreateDirectory(_folder.PathOf("corpus"));
        foreach (var i in Enumerable.Range(0, 12))
        {
            File.WriteAllBytes(_folder.PathOf("corpus", $"user-20080101-{i:D3}.tgz"), [.. RandomNumberGenerator.GetBytes(1_000 * i)]);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DataLake Lake => DataLake.Open(_folder.PathOf("lake"));

    private SubmissionSource Source => SubmissionSource.Open(_folder.PathOf("corpus"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_copied_byte_for_byte_with_a_row_for_each_archive()
    {
        var report = await BronzeStage.RunAsync(Lake, Source, cancellationToken: Token);

        report.Submissions.ShouldBe(new StageCount("submissions", 12, 0, 0));
        report.Copied.ShouldBe(12);
        report.BytesCopied.ShouldBe(66_000);
        var rows = await RowsAsync();
        rows.Count.ShouldBe(12);
        foreach (var row in rows)
        {
            var content = await File.ReadAllBytesAsync(_folder.PathOf("corpus", row.Name), Token);
            (await File.ReadAllBytesAsync(_folder.PathOf("lake", "bronze", "submissions", row.Name), Token)).ShouldBe(content);
            row.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
            row.Bytes.ShouldBe(content.Length);
            row.Url.ShouldBe("folder:///corpus/" + row.Name);
            row.ETag.ShouldBe($"\"{row.Sha256[..32]}\"");
            row.LastModified.ShouldNotBeNull();
            row.RunId.ShouldBe(report.RunId);
        }
    }

    [Fact]
    public async Task A_second_run_copies_nothing_adds_no_version_and_changes_no_file()
    {
        await BronzeStage.RunAsync(Lake, Source, cancellationToken: Token);
        var before = Files();

        var report = await BronzeStage.RunAsync(Lake, Source, cancellationToken: Token);

        report.Submissions.ShouldBe(new StageCount("submissions", 0, 0, 12));
        (report.Copied, report.BytesCopied, report.Manifest.Written).ShouldBe((0, 0, 0));
        report.ToString().ShouldBe("bronze: submissions: 12 in = 0 good + 0 quarantined + 12 unchanged; 0 copied (0 bytes, 0 retries), 0 recovered");
        Files().ShouldBe(before);
    }

    [Fact]
    public async Task Only_what_changed_or_is_new_is_copied_again()
    {
        await BronzeStage.RunAsync(Lake, Source, cancellationToken: Token);
        await File.WriteAllTextAsync(_folder.PathOf("corpus", "user-20080101-003.tgz"), "changed", Token);
        await File.WriteAllTextAsync(_folder.PathOf("corpus", "z-20080101-new.tgz"), "new", Token);

        var report = await BronzeStage.RunAsync(Lake, Source, cancellationToken: Token);

        report.Submissions.ShouldBe(new StageCount("submissions", 2, 0, 11));
        var rows = await RowsAsync();
        rows.Count.ShouldBe(13);
        rows.Where(row => row.RunId == report.RunId).Select(row => row.Name).ShouldBe(["user-20080101-003.tgz", "z-20080101-new.tgz"]);
        (await File.ReadAllTextAsync(_folder.PathOf("lake", "bronze", "submissions", "user-20080101-003.tgz"), Token)).ShouldBe("changed");
    }

    [Fact]
    public async Task An_object_that_was_removed_from_the_lake_is_copied_again()
    {
        await BronzeStage.RunAsync(Lake, Source, cancellationToken: Token);
        File.Delete(_folder.PathOf("lake", "bronze", "submissions", "user-20080101-007.tgz"));

        var report = await BronzeStage.RunAsync(Lake, Source, cancellationToken: Token);

        report.Submissions.ShouldBe(new StageCount("submissions", 1, 0, 11));
        (await RowsAsync()).Count.ShouldBe(12);
    }

    [Fact]
    public async Task Nothing_but_the_files_the_table_and_the_manifest_is_left_in_the_lake()
    {
        await BronzeStage.RunAsync(Lake, Source, cancellationToken: Token);

        var names = Files().Select(file => file.Name).ToList();

        names.Count(name => name.StartsWith("bronze/submissions/", StringComparison.Ordinal)).ShouldBe(12);
        names.Where(name => name.StartsWith("miscellaneous/", StringComparison.Ordinal))
            .ShouldBe(["miscellaneous/manifests/corpus/page-0001.json", "miscellaneous/manifests/corpus/pages.json"]);
        names.ShouldNotContain(name => name.StartsWith(".voicelake/uploads/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_tells_files_and_bytes_and_ends_with_all()
    {
        var steps = new Steps();

        await BronzeStage.RunAsync(Lake, Source, progress: steps, cancellationToken: Token);

        steps.Reports.Select(step => step.ItemsDone).ShouldBeInOrder();
        steps.Reports.Select(step => step.BytesDone).ShouldBeInOrder();
        steps.Reports[^1].ShouldBe(new StageProgress("bronze", 12, 12, 66_000, null, steps.Reports[^1].Current));
    }

    private async Task<List<BronzeSubmission>> RowsAsync() =>
        [.. (await Lake.Table(BronzeStage.SubmissionsTable).ReadAsync<BronzeSubmission>(cancellationToken: Token).ToListAsync(Token)).OrderBy(row => row.Name, StringComparer.Ordinal)];

    private List<(string Name, DateTime Written, string Sha256)> Files() =>
        [.. Directory.EnumerateFiles(_folder.PathOf("lake"), "*", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(_folder.PathOf("lake"), path), File.GetLastWriteTimeUtc(path), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))))
            .Order()];

    private sealed class Steps : IProgress<StageProgress>
    {
        public List<StageProgress> Reports { get; } = [];

        public void Report(StageProgress value) => Reports.Add(value);
    }
}
