using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

public sealed class BronzeRegisterTests : IDisposable
{
    private static readonly string[] Names = ["a.tgz", "b.tgz", "c.tgz"];

    private readonly TemporaryFolder _folder = new();
    private readonly BronzeOptions _options = new() { RetryDelay = TimeSpan.Zero, MaxRetryDelay = TimeSpan.Zero, MaxRetries = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DataLake Lake => DataLake.Open(_folder.PathOf("lake"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_rows_are_those_of_the_bronze_stage()
    {
        await using var server = await ServeAsync();
        var copied = DataLake.Open(_folder.PathOf("copied"));
        await BronzeStage.RunAsync(copied, SubmissionSource.Open(server.Address.AbsoluteUri), _options, cancellationToken: Token);
        var pageList = await CopyByOthersAsync(server);

        var report = await BronzeRegister.RunAsync(Lake, pageList, _options, cancellationToken: Token);

        report.ToString().ShouldBe("register: submissions: 3 in = 3 good + 0 quarantined + 0 unchanged; 3 compared with their source");
        var (ours, theirs) = (await RowsAsync(Lake), await RowsAsync(copied));
        ours.Select(row => row with { CopiedAt = default, RunId = "" }).ShouldBe(theirs.Select(row => row with { CopiedAt = default, RunId = "" }));
        ours.ShouldAllBe(row => row.ETag != null && row.LastModified != null && row.RunId == report.RunId);
    }

    [Fact]
    public async Task The_bronze_stage_knows_what_was_registered_and_copies_nothing()
    {
        await using var server = await ServeAsync();
        await BronzeRegister.RunAsync(Lake, await CopyByOthersAsync(server), _options, cancellationToken: Token);

        var stage = await BronzeStage.RunAsync(Lake, SubmissionSource.Open(server.Address.AbsoluteUri), _options, cancellationToken: Token);

        stage.Submissions.Unchanged.ShouldBe(3);
        stage.Copied.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_registration_changes_nothing()
    {
        await using var server = await ServeAsync();
        var pageList = await CopyByOthersAsync(server);
        await BronzeRegister.RunAsync(Lake, pageList, _options, cancellationToken: Token);
        var version = (await Lake.Table(BronzeStage.SubmissionsTable).FindSnapshotAsync(cancellationToken: Token))?.Version;

        (await BronzeRegister.RunAsync(Lake, pageList, _options, cancellationToken: Token)).Submissions.Unchanged.ShouldBe(3);

        (await Lake.Table(BronzeStage.SubmissionsTable).FindSnapshotAsync(cancellationToken: Token))?.Version.ShouldBe(version!.Value);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_failure_until_it_is()
    {
        await using var server = await ServeAsync();
        var pageList = await CopyByOthersAsync(server);
        File.Move(_folder.PathOf("lake", "bronze", "submissions", "b.tgz"), _folder.PathOf("b.tgz"));

        var report = await BronzeRegister.RunAsync(Lake, pageList, _options, cancellationToken: Token);

        report.Failures.Select(failure => (failure.Name, failure.Rule)).ShouldBe([("b.tgz", "not-copied")]);
        (await RowsAsync(Lake)).Select(row => row.Name).ShouldBe(["a.tgz", "c.tgz"]);
        (await FailuresAsync()).ShouldBe(["b.tgz"]);

        File.Move(_folder.PathOf("b.tgz"), _folder.PathOf("lake", "bronze", "submissions", "b.tgz"));
        (await BronzeRegister.RunAsync(Lake, pageList, _options, cancellationToken: Token)).Submissions.Good.ShouldBe(1);
        (await FailuresAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, "copy-cut-short")]
    [InlineData(false, "copy-bad-digest")]
    public async Task A_file_that_is_not_what_its_source_has_is_a_failure(bool shorter, string rule)
    {
        await using var server = await ServeAsync();
        var pageList = await CopyByOthersAsync(server);
        var path = _folder.PathOf("lake", "bronze", "submissions", "b.tgz");
        var content = await File.ReadAllBytesAsync(path, Token);
        content[100] ^= 1;
        await File.WriteAllBytesAsync(path, shorter ? content[..^1] : content, Token);

        var report = await BronzeRegister.RunAsync(Lake, pageList, _options, cancellationToken: Token);

        report.Failures.Single().Rule.ShouldBe(rule);
        (await RowsAsync(Lake)).Select(row => row.Name).ShouldBe(["a.tgz", "c.tgz"]);
    }

    [Fact]
    public async Task Without_its_source_a_file_is_registered_all_the_same()
    {
        string pageList;
        await using (var server = await ServeAsync())
        {
            pageList = await CopyByOthersAsync(server);
        }

        var report = await BronzeRegister.RunAsync(Lake, pageList, _options, cancellationToken: Token);

        report.Submissions.Good.ShouldBe(3);
        report.Compared.ShouldBe(0);
        (await RowsAsync(Lake)).ShouldAllBe(row => row.ETag == null && row.Sha256.Length == 64);
    }

    [Theory]
    [InlineData("page-0001.json", null, "is not in the lake")]
    [InlineData("page-0001.json", "[]", "does not have the checksum")]
    [InlineData("pages.json", "[]", "names no pages")]
    [InlineData("pages.json", "{", "is no page list")]
    public async Task A_manifest_that_is_not_whole_is_refused(string file, string? content, string reason)
    {
        await using var server = await ServeAsync();
        var pageList = await CopyByOthersAsync(server);
        var path = _folder.PathOf("lake", "miscellaneous", Path.GetDirectoryName(pageList)!, file);
        File.Delete(path);
        if (content is not null)
        {
            await File.WriteAllTextAsync(path, content, Token);
        }

        (await Should.ThrowAsync<SubmissionSourceException>(() => BronzeRegister.RunAsync(Lake, pageList, _options, cancellationToken: Token))).Message.ShouldContain(reason);
    }

    private async Task<LoopbackServer> ServeAsync()
    {
        Directory.CreateDirectory(_folder.PathOf("source"));
        foreach (var name in Names)
        {
            await File.WriteAllBytesAsync(_folder.PathOf("source", name), [.. CopyScenario.Archive, .. name.Select(letter => (byte)letter)], Token);
        }

        return await LoopbackServer.StartAsync(_folder.PathOf("source"), Token);
    }

    /// <summary>What a pipeline leaves: the files and the manifest, and no row; the name of the page list.</summary>
    private async Task<string> CopyByOthersAsync(LoopbackServer server)
    {
        var listing = await SubmissionSource.Open(server.Address.AbsoluteUri).ListAsync(cancellationToken: Token);
        var manifest = await ManifestWriter.WriteAsync(Lake.Store, listing, Token);
        Directory.CreateDirectory(_folder.PathOf("lake", "bronze", "submissions"));
        foreach (var name in Names)
        {
            File.Copy(_folder.PathOf("source", name), _folder.PathOf("lake", "bronze", "submissions", name));
        }

        return manifest.PageList.Name;
    }

    private static async Task<List<BronzeSubmission>> RowsAsync(DataLake lake) =>
        [.. (await lake.Table(BronzeStage.SubmissionsTable).ReadAsync<BronzeSubmission>(cancellationToken: Token).ToListAsync(Token)).OrderBy(row => row.Name, StringComparer.Ordinal)];

    private async Task<List<string>> FailuresAsync() =>
        [.. (await Lake.Table(BronzeStage.FailuresTable).ReadAsync<BronzeFailure>(cancellationToken: Token).ToListAsync(Token)).Select(failure => failure.Name)];
}
