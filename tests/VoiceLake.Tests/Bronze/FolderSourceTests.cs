using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Stages;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public sealed class FolderSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderSourceTests()
    {
        Directory.CreateDirectory(_folder.PathOf("corpus"));
        File.WriteAllText(_folder.PathOf("corpus", "a.tgz"), "a");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_link_to_nothing_is_a_failure_by_name_without_a_further_try()
    {
        File.CreateSymbolicLink(_folder.PathOf("corpus", "b.tgz"), "nowhere.tgz");

        var report = await RunAsync();

        report.Submissions.ShouldBe(new StageCount("submissions", 1, 1, 0));
        report.Retries.ShouldBe(0);
        var failure = (await DataLake.Open(_folder.PathOf("lake")).Table(BronzeStage.FailuresTable).ReadAsync<BronzeFailure>(cancellationToken: Token).ToListAsync(Token)).ShouldHaveSingleItem();
        (failure.Name, failure.Url, failure.Source, failure.Rule, failure.Status, failure.Tries).ShouldBe(("b.tgz", "folder:///corpus/b.tgz", "folder:///corpus/", "source-gone", 404, 1));
        failure.Detail.ShouldBe("the source answered 404 Not Found: it is a link to nothing");
        AttackLedger.Withstood("source", "a link to nothing in a folder", 1, "a failure by name");
    }

    [Fact]
    public async Task The_failure_goes_with_the_link()
    {
        File.CreateSymbolicLink(_folder.PathOf("corpus", "b.tgz"), "nowhere.tgz");
        await RunAsync();
        File.Delete(_folder.PathOf("corpus", "b.tgz"));

        await RunAsync();

        (await DataLake.Open(_folder.PathOf("lake")).Table(BronzeStage.FailuresTable).ReadAsync<BronzeFailure>(cancellationToken: Token).ToListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_a_failure_by_name_without_a_further_try()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var secret = _folder.PathOf("corpus", "secret.tgz");
        await File.WriteAllTextAsync(secret, "x", Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(secret, UnixFileMode.None);
            File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
            File.SetUnixFileMode(_folder.PathOf("corpus"), (UnixFileMode)0b111_111_111);
        }

        var result = await BronzeProcess.RunAsync(new BronzeJob(_folder.PathOf("corpus"), _folder.PathOf("lake"), _folder.PathOf("result.json"), CommitRows: 1), asOrdinaryUser: true);

        (result.Good, result.Quarantined, result.Retries).ShouldBe((1, 1, 0));
        var failure = (await DataLake.Open(_folder.PathOf("lake")).Table(BronzeStage.FailuresTable).ReadAsync<BronzeFailure>(cancellationToken: Token).ToListAsync(Token)).ShouldHaveSingleItem();
        (failure.Name, failure.Rule, failure.Tries).ShouldBe(("secret.tgz", "source-error", 1));
        failure.Detail.ShouldBe("the source answered 403 Forbidden: this program may not read the file");
        AttackLedger.Withstood("source", "a file that may not be read", 1, "a failure by name, the rest is copied");
    }

    [Fact]
    public async Task What_is_not_looked_at_is_counted_in_the_report()
    {
        Directory.CreateDirectory(_folder.PathOf("corpus", "english"));
        Directory.CreateDirectory(_folder.PathOf("corpus", "folder.tgz"));
        await File.WriteAllTextAsync(_folder.PathOf("corpus", "notes.txt"), "x", Token);

        var report = await RunAsync();

        report.Ignored.ShouldBe([new("english/", IgnoredReason.Folder), new("folder.tgz/", IgnoredReason.Folder), new("notes.txt", IgnoredReason.NotAnArchive)]);
        report.ToString().ShouldEndWith("0 recovered; not looked at: 2 subfolders, 1 other file");
    }

    private Task<BronzeReport> RunAsync() =>
        BronzeStage.RunAsync(DataLake.Open(_folder.PathOf("lake")), SubmissionSource.Open(_folder.PathOf("corpus")), cancellationToken: Token);
}
