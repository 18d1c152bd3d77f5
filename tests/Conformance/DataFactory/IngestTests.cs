using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.Bronze;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Running.Local;
using VoiceLake.Lake;
using VoiceLake.Tests.Bronze;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.DataFactory;

/// <summary>The pipeline <c>ingest</c> on as many archives as the real corpus has, from a server of whose answers 3 % are errors and 1 % are cut off.</summary>
public sealed class IngestTests(ITestOutputHelper output) : IDisposable
{
    private const int Files = 6321;
    private const string LakeAddress = "https://voicelake.dfs.core.windows.net";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DataLake Lake => DataLake.Open(_folder.PathOf("lake"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_pages_of_6321_archives_all_arrive_verified_although_requests_fail()
    {
        await using var server = await UnreliableServer.StartAsync(Files, seed: 23);
        var manifest = await ManifestWriter.WriteAsync(Lake.Store, await SubmissionSource.Open(server.Address.AbsoluteUri).ListAsync(cancellationToken: Token), Token);
        manifest.Pages.Select(page => page.Items).ShouldBe([5000, 1321]);
        var retries = new ConcurrentBag<ActivityRun>();

        var run = await RunAsync(manifest.PageList.Name, retries);

        run.Status.ShouldBe(RunStatus.Succeeded, run.Message);
        output.WriteLine($"{run.DurationInMs} ms, {retries.Count} retries");
        retries.Count.ShouldBeGreaterThan(Files / 50);
        foreach (var name in server.Names)
        {
            (await File.ReadAllBytesAsync(_folder.PathOf("lake", "bronze", "submissions", name), Token)).AsSpan().SequenceEqual(server.ContentOf(name)).ShouldBeTrue(name);
        }

        var rows = await Lake.Table(BronzeStage.SubmissionsTable).ReadAsync<BronzeSubmission>(cancellationToken: Token).ToListAsync(Token);
        rows.Count.ShouldBe(Files);
        rows.ShouldAllBe(row => row.Bytes == server.ContentOf(row.Name).Length && row.ETag != null);
    }

    [Fact]
    public async Task Without_pages_the_Lookup_loses_1321_items_and_warns_and_the_final_count_fails_the_run()
    {
        await using var server = await UnreliableServer.StartAsync(Files, seed: 23);
        var items = server.Names.Select(name => new SubmissionItem(server.Address.AbsoluteUri, name, name)).ToList();
        var page = JsonSerializer.SerializeToUtf8Bytes(items);
        ManifestPageEntry[] pages = [new("manifests/whole/page-0001.json", Files, page.Length, "", 1, Files)];
        await Lake.PutTextAsync("miscellaneous/manifests/whole/page-0001.json", Encoding.UTF8.GetString(page), cancellationToken: Token);
        await Lake.PutTextAsync("miscellaneous/manifests/whole/pages.json", JsonSerializer.Serialize(pages), cancellationToken: Token);

        var run = await RunAsync("manifests/whole/pages.json", []);

        run.Status.ShouldBe(RunStatus.Failed);
        run.Message.ShouldContain("5000 of 6321 items were copied: write the manifest in pages of at most 5,000 items and run again.");
        var history = RunHistory.Open(Lake);
        var child = await history.ListAsync(Token).FirstAsync(each => each.PipelineName == "ingest_page", Token);
        var lookup = await history.ActivitiesAsync(child.RunId, Token).FirstAsync(activity => activity.ActivityName == "Items", Token);
        lookup.Output!.Value.GetProperty("count").GetInt32().ShouldBe(5000);
        lookup.Output.Value.GetProperty("warnings").GetRawText().ShouldContain("6321");
    }

    private async Task<PipelineRun> RunAsync(string pageList, ConcurrentBag<ActivityRun> retries)
    {
        var factory = await FactoryFolder.ReadAsync(Repository.PathOf("infra", "data-factory"), Token);
        var bindings = await LocalBindings.ReadAsync(Repository.PathOf("infra", "data-factory", "local.json"), Token);
        var options = new FactoryRunnerOptions
        {
            Local = bindings.WithLake(LakeAddress, _folder.PathOf("lake")),
            MaxRetryInterval = TimeSpan.Zero,
            Progress = new Retries(retries),
        };
        await using var runner = new FactoryRunner(RunHistory.Open(Lake), options);
        return await (await runner.StartAsync(new RunRequest(factory, "ingest") { Parameters = new JsonObject { ["pageList"] = pageList } }, Token)).Completion;
    }

    private sealed class Retries(ConcurrentBag<ActivityRun> retries) : IProgress<ActivityRun>
    {
        public void Report(ActivityRun value)
        {
            if (value.HasEnded && value.RetryAttempt is not null)
            {
                retries.Add(value);
            }
        }
    }
}
