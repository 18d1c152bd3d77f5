using VoiceLake.Cli.Tests;
using VoiceLake.DataFactory.Tests.Running;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Storage;

/// <summary>The main job on Azurite: a user changes the lake's address and nothing else.</summary>
public sealed class MainJobOnAzuriteTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>, IDisposable
{
    private static readonly string[] Notebooks = ["00-setup.ipynb", "01-extract-to-bronze.ipynb", "02-silver-decode-and-cast.ipynb", "03-gold-features.ipynb"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_notebooks_run_with_the_lake_on_Azurite_and_give_tables_equal_to_those_of_a_folder()
    {
        await RunAsync(azurite.Lake);
        await RunAsync(_folder.PathOf("lake"));

        var rows = await EqualTables.CheckAsync(DataLake.Open(_folder.PathOf("lake")), DataLake.Open(azurite.Lake));

        foreach (var table in new[] { "bronze.submissions", "silver.submissions", "silver.clips", "silver.quarantine", "gold.windows", "gold.clip_features", "gold.splits", "gold.feature_dictionary" })
        {
            rows[table].ShouldBeGreaterThan(0, table);
        }

        var again = await RunAsync(azurite.Lake);
        again.ShouldContain("0 copied");
        again.ShouldContain("0 clips decoded");
        again.ShouldContain("0 clips computed");
    }

    private async Task<string> RunAsync(string lake)
    {
        string[] notebooks = [.. Notebooks.Select(name => Repository.PathOf("notebooks", name))];
        var (exitCode, output, error) = await CliProcess.RunAsync(
            ["run", .. notebooks, "-p", $"source={Repository.PathOf("data-samples")}", "-p", $"lake={lake}", "--out", _folder.PathOf("site"), "--no-html"]);
        exitCode.ShouldBe(0, $"{output}\n{error}");
        return output;
    }
}
