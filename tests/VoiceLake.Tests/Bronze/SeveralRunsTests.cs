using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

/// <summary>Several runs at work on one fresh lake at once: all end well, and each archive is registered once.</summary>
public sealed class SeveralRunsTests : IDisposable
{
    private const int Archives = 60;

    private readonly TemporaryFolder _folder = new();

    public SeveralRunsTests()
    {
        Directory.CreateDirectory(_folder.PathOf("corpus"));
        foreach (var i in Enumerable.Range(0, Archives))
        {
            File.WriteAllBytes(_folder.PathOf("corpus", $"user-20080101-{i:D3}.tgz"), RandomNumberGenerator.GetBytes(20_000));
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DataLake Lake => DataLake.Open(_folder.PathOf("lake"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public async Task Three_runs_of_one_process_end_well_and_register_each_archive_once(int commitRows)
    {
        var options = new BronzeOptions { CommitRows = commitRows };

        var reports = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(
            () => BronzeStage.RunAsync(Lake, SubmissionSource.Open(_folder.PathOf("corpus")), options, cancellationToken: Token), Token)));

        reports.ShouldAllBe(report => report.Submissions.In == Archives && report.Failures.Count == 0);
        await CheckAsync();
    }

    [Fact]
    public async Task Two_processes_end_well_and_register_each_archive_once()
    {
        var jobs = Enumerable.Range(0, 2).Select(i => new BronzeJob(_folder.PathOf("corpus"), _folder.PathOf("lake"), _folder.PathOf($"result-{i}.json"), CommitRows: 5)).ToList();
        var processes = jobs.Select(job => BronzeProcess.Start(job)).ToList();
        await Task.WhenAll(processes.Select(process => process.WaitForExitAsync(Token)));

        processes.ShouldAllBe(process => process.ExitCode == 0);
        foreach (var (process, job) in processes.Zip(jobs))
        {
            var result = JsonSerializer.Deserialize<BronzeJobResult>(await File.ReadAllTextAsync(job.ResultPath, Token))!;
            (result.Good + result.Unchanged, result.Quarantined).ShouldBe((Archives, 0));
            process.Dispose();
        }

        await CheckAsync();
    }

    [Fact]
    public async Task An_archive_whose_other_run_ends_early_is_taken_over_where_that_one_stopped()
    {
        using var first = new CancellationTokenSource();
        await using var scenario = new CopyScenario(request => Answer(request, first.Cancel));
        var begun = BronzeStage.RunAsync(scenario.Lake, await scenario.SourceAsync(), scenario.Options, null, first.Token);
        await UploadHasBegunAsync(scenario);

        var report = await scenario.RunAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => begun);
        report.Submissions.ShouldBe(new("submissions", 1, 0, 0));
        scenario.Visible().ShouldBe(CopyScenario.Archive);
        (await scenario.RowsAsync()).ShouldHaveSingleItem().Sha256.ShouldBe(Sha256.Of(CopyScenario.Archive));
    }

    [Fact]
    public async Task A_run_that_never_ends_is_not_waited_for_longer_than_the_option_says()
    {
        using var first = new CancellationTokenSource();
        await using var scenario = new CopyScenario(request => Answer(request, () => { }));
        var begun = BronzeStage.RunAsync(scenario.Lake, await scenario.SourceAsync(), scenario.Options, null, first.Token);
        await UploadHasBegunAsync(scenario);
        scenario.Options = scenario.Options with { WaitForOtherRuns = TimeSpan.FromMilliseconds(1) };

        var error = await Should.ThrowAsync<LakeException>(() => scenario.RunAsync());

        error.Message.ShouldBe("'bronze/submissions/x.tgz' is being uploaded by another run: wait for it, or end it.");
        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => begun);
    }

    /// <summary>The first request gets a body that stays open; the others get what they ask for.</summary>
    private static Answer Answer(ScriptedRequest request, Action atSecond)
    {
        const string Tag = "ETag: \"v1\"";
        var archive = CopyScenario.Archive;
        if (request.Number == 1)
        {
            return new Answer(200, archive, Tag) { CutAfter = 5_000, Ending = Ending.StayOpen };
        }

        if (request.Number == 2)
        {
            atSecond();
        }

        var from = request["Range"] is { } range ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        return from == 0 ? new Answer(200, archive, Tag) : new Answer(206, archive[from..], Tag, $"Content-Range: bytes {from}-{archive.Length - 1}/{archive.Length}");
    }

    /// <summary>The bytes that have come lie in the work folder: the first run holds its upload.</summary>
    private static async Task UploadHasBegunAsync(CopyScenario scenario)
    {
        while (scenario.Kept() == 0)
        {
            await Task.Yield();
            Token.ThrowIfCancellationRequested();
        }
    }

    private async Task CheckAsync()
    {
        var rows = await Lake.Table(BronzeStage.SubmissionsTable).ReadAsync<BronzeSubmission>(cancellationToken: Token).ToListAsync(Token);
        rows.Count.ShouldBe(Archives);
        rows.Select(row => row.Name).ShouldBeUnique();
        foreach (var row in rows)
        {
            var content = await File.ReadAllBytesAsync(_folder.PathOf("lake", "bronze", "submissions", row.Name), Token);
            content.ShouldBe(await File.ReadAllBytesAsync(_folder.PathOf("corpus", row.Name), Token));
            row.Sha256.ShouldBe(Sha256.Of(content));
        }

        Directory.EnumerateFiles(_folder.PathOf("lake", ".voicelake"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
        (await Lake.Store.ListAsync(new("miscellaneous", "bronze/"), Token).ToListAsync(Token)).ShouldBeEmpty();
        var again = await BronzeStage.RunAsync(Lake, SubmissionSource.Open(_folder.PathOf("corpus")), cancellationToken: Token);
        again.Submissions.Unchanged.ShouldBe(Archives);
    }
}
