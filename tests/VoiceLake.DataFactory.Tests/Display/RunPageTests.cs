using System.Text.RegularExpressions;
using VoiceLake.DataFactory.Display;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.DataFactory.Tests.Display;

public class RunPageTests
{
    private static readonly string Html = SampleRun.Page().ToHtml();

    [Theory]
    [InlineData("<h1>sample <span class=\"badge failed\">Failed</span></h1>")]
    [InlineData("&#x27;Copy item&#x27; failed for 2 of 40 items.")]
    [InlineData("<dt>Took</dt><dd>1 min 5 s</dd>")]
    [InlineData("<a href=\"22222222-2222-2222-2222-222222222222.html\">")]
    [InlineData("<dt>Called run</dt><dd><a href=\"33333333-3333-3333-3333-333333333333.html\">")]
    [InlineData("<dt>key</dt><dd><code>***</code></dd>")]
    [InlineData("<h4>Input</h4><pre tabindex=\"0\">***</pre>")]
    [InlineData("The server gave 503.")]
    [InlineData("retry 1 · 2 s")]
    [InlineData("It did not run.")]
    public void It_tells(string part) => Html.ShouldContain(part);

    [Fact]
    public void What_is_secured_is_nowhere_in_it() => Html.ShouldNotContain("secret");

    [Fact]
    public void What_activities_gave_stays_text()
    {
        Regex.Count(Html, "<script").ShouldBe(1);
        Html.ShouldNotContain("<img");
        Html.ShouldContain("&lt;script&gt;document.title");
    }

    [Fact]
    public void It_may_load_nothing_and_run_nothing_but_its_own() =>
        Html.ShouldMatch("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; script-src 'sha256-[A-Za-z0-9+/=]{44}'; img-src data:; base-uri 'none'; form-action 'none'");

    [Fact]
    public void Every_link_inside_the_page_leads_somewhere() =>
        Regex.Matches(Html, "href=\"#([^\"]+)\"").Select(link => link.Groups[1].Value).Distinct().Where(id => !Html.Contains($"id=\"{id}\"", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Of_thousands_of_tries_it_tells_those_that_failed_and_counts_the_others()
    {
        var html = SampleRun.Page(6_321).ToHtml();

        html.ShouldContain("100 of 6,321 tries: those that failed, then the first.");
        html.ShouldContain("316 of 6,321 failed");
        Regex.Count(html, "<details").ShouldBeLessThan(250);
        Regex.Count(html, "<rect").ShouldBeLessThan(12_000);
        html.Length.ShouldBeLessThan(3_000_000);
    }

    [Fact]
    public async Task A_run_and_those_it_called_are_written_from_the_history()
    {
        using var folder = new TemporaryFolder();
        var factory = new FactoryFolder([new Pipeline("outer", new ExecutePipelineActivity("Call", "inner")), new Pipeline("inner", new WaitActivity("Pause", 0))]);
        var history = RunHistory.Open(DataLake.Open(folder.PathOf("lake")));
        await using var runner = new FactoryRunner(history);
        var run = await runner.StartAsync(new RunRequest(factory, "outer"), TestContext.Current.CancellationToken);
        await run.Completion;

        var page = await RunPage.WriteAsync(history, run.RunId, factory, folder.PathOf("pages"), TestContext.Current.CancellationToken);

        page.ShouldBe(folder.PathOf("pages", $"{run.RunId}.html"));
        var called = Directory.EnumerateFiles(folder.PathOf("pages")).Single(file => file != page);
        (await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)).ShouldContain($"<a href=\"{Path.GetFileName(called)}\">");
        (await File.ReadAllTextAsync(called, TestContext.Current.CancellationToken)).ShouldContain("<h1>inner <span class=\"badge succeeded\">Succeeded</span></h1>");
    }

    [Fact]
    public async Task A_run_that_is_not_kept_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var history = RunHistory.Open(DataLake.Open(folder.PathOf("lake")));

        (await Should.ThrowAsync<KeyNotFoundException>(() => RunPage.WriteAsync(history, "x", new FactoryFolder([]), folder.PathOf("pages"), TestContext.Current.CancellationToken)))
            .Message.ShouldBe("There is no run 'x': list the runs to see those that are kept.");
    }
}
