using VoiceLake.Azure.Storage;
using VoiceLake.Cli.Tests;
using VoiceLake.DataFactory.Tests.Running;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Conformance.Storage.Dfs;

/// <summary>The main job on ADLS Gen2's requests: a user changes the lake's address and nothing else.</summary>
public sealed class MainJobOnDfsTests : IDisposable
{
    private static readonly string[] Notebooks = ["00-setup.ipynb", "01-extract-to-bronze.ipynb", "02-silver-decode-and-cast.ipynb", "03-gold-features.ipynb"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_notebooks_run_with_the_lake_on_ADLS_Gen2_and_give_tables_equal_to_those_of_a_folder()
    {
        await using var server = await DfsServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var address = $"abfs://{server.Address.Authority}{server.Address.AbsolutePath}";
        await Task.WhenAll(RunAsync(address, server.Key, "site-dfs"), RunAsync(_folder.PathOf("lake"), "", "site-folder"));

        using var store = new AdlsLakeStore(AzureLakeAddress.Parse(address), new AzureLakeOptions { Credential = LakeCredential.AccountKey(server.Key) });
        var rows = await EqualTables.CheckAsync(DataLake.Open(_folder.PathOf("lake")), new DataLake(store));

        foreach (var table in (string[])["bronze.submissions", "silver.submissions", "silver.clips", "silver.quarantine", "gold.windows", "gold.clip_features", "gold.splits", "gold.feature_dictionary"])
        {
            rows[table].ShouldBeGreaterThan(0, table);
        }
    }

    private async Task RunAsync(string lake, string key, string site)
    {
        string[] notebooks = [.. Notebooks.Select(name => Repository.PathOf("notebooks", name))];
        var (exitCode, output, error) = await CliProcess.RunAsync(
            new Dictionary<string, string> { ["AZURE_STORAGE_KEY"] = key },
            ["run", .. notebooks, "-p", $"source={Repository.PathOf("data-samples")}", "-p", $"lake={lake}", "--out", _folder.PathOf(site), "--no-html"]);
        exitCode.ShouldBe(0, $"{output}\n{error}");
        if (key.Length > 0)
        {
            (output + error).ShouldNotContain(key);
        }
    }
}
