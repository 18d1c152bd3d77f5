using VoiceLake.Cli.Tests;
using VoiceLake.Conformance.Jupyter;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Browser;

/// <summary>The notebooks run on a corpus whose every text is an attack on a browser, and their pages and outputs opened in one.</summary>
public sealed class InjectionTests(BrowserFixture browser, InstalledKernel kernel) : IClassFixture<BrowserFixture>, IClassFixture<InstalledKernel>, IDisposable
{
    private static readonly string[] Notebooks = ["01-extract-to-bronze", "02-silver-decode-and-cast", "03-gold-features"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_corpus_of_injections_stays_text_in_pages_and_in_notebooks()
    {
        Directory.CreateDirectory(_folder.PathOf("source"));
        HostileCorpus.Write(_folder.PathOf("source"));
        var site = _folder.PathOf("site");
        var (exitCode, output, error) = await CliProcess.RunAsync(
            ["run", .. Notebooks.Select(name => Repository.PathOf("notebooks", name + ".ipynb")), "-p", $"source={_folder.PathOf("source")}", "-p", $"lake=file:{_folder.PathOf("lake")}", "--out", site]);
        exitCode.ShouldBe(0, $"{output}\n{error}");
        await EveryInjectionIsInTheLakeAsync();

        string[] pages = [.. Directory.EnumerateFiles(site, "*.html").Order(StringComparer.Ordinal), .. await ConvertedAsync(site)];
        pages.Length.ShouldBe(1 + (2 * Notebooks.Length));
        var shown = 0;
        foreach (var page in pages)
        {
            await using var visit = await PageVisit.OpenAsync(browser.Browser, page);

            visit.Dialogs.ShouldBeEmpty(page);
            visit.Complaints.ShouldBeEmpty(page);
            visit.Requests.ShouldBeEmpty(page);
            (await visit.Page.Locator("a[href^='javascript:' i], [onerror], [onload], [onfocus], [ontoggle], iframe, object, base, meta[http-equiv=refresh]").CountAsync()).ShouldBe(0, page);
            shown += await visit.Page.GetByText("alert('").CountAsync();
        }

        shown.ShouldBeGreaterThan(10, "the attacks are to be read as text");
        AttackLedger.Withstood("pages", "scripts, links, styles and frames in every text of an archive", HostileCorpus.Injections.Count, "text in every page and notebook: no alert, no request, no error");
    }

    private async Task EveryInjectionIsInTheLakeAsync()
    {
        var lake = DataLake.Open(_folder.PathOf("lake"));
        var names = new List<string>();
        await foreach (var archive in lake.Table("silver.submissions").ReadAsync<Archive>(cancellationToken: TestContext.Current.CancellationToken))
        {
            names.Add(archive.Submission);
        }

        HostileCorpus.Injections.ShouldAllBe(text => names.Any(name => name.StartsWith(text.Replace('/', '_').Replace('\\', '_'), StringComparison.Ordinal)));
    }

    // As a notebook's own front end shows them: outputs as they are, scripts on, no policy.
    private async Task<IEnumerable<string>> ConvertedAsync(string site)
    {
        foreach (var name in Notebooks)
        {
            var converted = await kernel.PythonAsync(new Dictionary<string, string>(), "-m", "nbconvert", "--to", "html", "--template", "basic", Path.Combine(site, name + ".ipynb"), "--output-dir", _folder.PathOf("converted"));
            converted.ExitCode.ShouldBe(0, converted.Output);
        }

        return Directory.EnumerateFiles(_folder.PathOf("converted"), "*.html").Order(StringComparer.Ordinal);
    }

    private sealed record Archive(string Submission);
}
