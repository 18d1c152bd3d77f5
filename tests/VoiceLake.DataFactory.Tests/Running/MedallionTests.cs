using System.Text.Json.Nodes;
using VoiceLake.Bronze;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.DataFactory.Running.Local;
using VoiceLake.Lake;
using VoiceLake.Notebooks.Running;
using VoiceLake.Notebooks.Running.Parameters;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Running;

/// <summary>The factory of this repository, run on this machine: the pipelines that are deployed, the notebooks that teach.</summary>
public sealed class MedallionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Medallion_takes_the_samples_to_gold_as_the_notebooks_run_by_hand_do()
    {
        var byHand = await RunNotebooksAsync();
        await using var server = await LoopbackServer.StartAsync(Repository.PathOf("data-samples"), Token);
        var lake = DataLake.Open(_folder.PathOf("lake"));
        var listing = await SubmissionSource.Open(server.Address.AbsoluteUri).ListAsync(cancellationToken: Token);
        var manifest = await ManifestWriter.WriteAsync(lake.Store, listing, Token);
        var factory = await FactoryFolder.ReadAsync(Repository.PathOf("infra", "data-factory"), Token);
        var bindings = await LocalBindings.ReadAsync(Repository.PathOf("infra", "data-factory", "local.json"), Token);
        await using var runner = new FactoryRunner(
            RunHistory.Open(lake), new FactoryRunnerOptions { Local = bindings.WithLake("https://voicelake.dfs.core.windows.net", _folder.PathOf("lake")) });

        var run = await (await runner.StartAsync(new RunRequest(factory, "medallion") { Parameters = new JsonObject { ["pageList"] = manifest.PageList.Name } }, Token)).Completion;

        run.Status.ShouldBe(DataFactory.Running.RunStatus.Succeeded, run.Message);
        var runs = await runner.History.ListAsync(Token).ToListAsync(Token);
        runs.Select(each => each.PipelineName).Order().ShouldBe(["gold", "ingest", "ingest_page", "medallion", "silver"]);
        var rows = await EqualTables.CheckAsync(byHand, lake);
        rows["bronze.submissions"].ShouldBe(listing.Items.Count);
        rows["silver.clips"].ShouldBeGreaterThan(30);
        rows["gold.windows"].ShouldBeGreaterThan(rows["silver.clips"]);
    }

    private async Task<DataLake> RunNotebooksAsync()
    {
        var folder = _folder.PathOf("by-hand");
        var options = new RunOptions
        {
            Parameters = new Dictionary<string, ParameterValue> { ["lake"] = ParameterValue.FromQuoted(folder), ["source"] = ParameterValue.FromQuoted(Repository.PathOf("data-samples")) },
            OutputFolder = _folder.PathOf("outputs"),
        };
        string[] notebooks = ["01-extract-to-bronze", "02-silver-decode-and-cast", "03-gold-features"];
        var report = await new NotebookRunner(options).RunAsync([.. notebooks.Select(name => Repository.PathOf("notebooks", name + ".ipynb"))], null, Token);
        report.Passed.ShouldBeTrue();
        return DataLake.Open(folder);
    }
}
