using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Html;
using VoiceLake.Notebooks.Running;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Html;

public sealed class SiteWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Hostile_outputs_stay_text()
    {
        const string Evil = "</script></pre><script>alert(1)</script><img src=x onerror=alert(1)>";
        var page = await PageAsync(
            new StreamOutput("stdout", Evil),
            new ResultOutput(new() { ["text/plain"] = Evil }, []),
            new ErrorOutput(Evil, Evil, [Evil]),
            new DisplayOutput(new() { ["image/png"] = "\"><script>alert(1)</script>", ["text/plain"] = "\"" + Evil }, [], null, false),
            new DisplayOutput(new() { ["application/vnd.plotly.v1+json"] = new JsonObject { ["data"] = new JsonArray(), ["layout"] = new JsonObject { ["title"] = Evil } } }, [], null, false),
            new DisplayOutput(new() { ["x/<script>"] = Evil }, [], null, false));

        page.QuerySelectorAll("script:not([type='application/json'])").Select(script => script.GetAttribute("src")).ShouldBe(["assets/site.js", "assets/plotly.min.js"]);
        page.QuerySelectorAll("[onerror]").ShouldBeEmpty();
        page.QuerySelector(".stream")!.TextContent.ShouldBe(Evil);
        page.QuerySelector(".result")!.TextContent.ShouldBe(Evil);
        page.QuerySelector(".outputs .error pre")!.TextContent.ShouldBe(Evil);
        JsonNode.Parse(page.QuerySelector(".chart script")!.TextContent)!["layout"]!["title"]!.GetValue<string>().ShouldBe(Evil);
    }

    [Fact]
    public async Task The_richest_type_a_page_can_show_is_taken()
    {
        var data = new JsonObject { ["text/plain"] = "plain", ["image/png"] = "AAAA", ["text/html"] = "<b>rich</b>", ["application/vnd.plotly.v1+json"] = new JsonObject { ["data"] = new JsonArray() } };

        var withPlots = await PageAsync(new ResultOutput(data, []));
        withPlots.QuerySelectorAll(".chart").Length.ShouldBe(1);
        withPlots.QuerySelector("noscript")!.InnerHtml.ShouldContain("data:image/png;base64,AAAA");
        File.Exists(_folder.PathOf("assets", "plotly.min.js")).ShouldBeTrue();

        data.Remove("application/vnd.plotly.v1+json");
        (await PageAsync(new ResultOutput(data, []))).QuerySelector(".rich b")!.TextContent.ShouldBe("rich");
        data.Remove("text/html");
        (await PageAsync(new ResultOutput(data, []))).QuerySelector("img.picture")!.GetAttribute("alt").ShouldBe("plain");
    }

    [Fact]
    public async Task A_failed_cell_stands_at_the_top_with_a_link_to_it()
    {
        var page = await PageAsync(RunStatus.Failed, new ErrorOutput("DryLakeException", "no water", ["at Cell 1, line 2"]));

        page.QuerySelector(".alert")!.TextContent.ShouldContain("DryLakeException no water");
        var target = page.QuerySelector(".alert a")!.GetAttribute("href")!;
        page.QuerySelector(target)!.ClassList.ShouldContain("failed");
        page.QuerySelector(".outputs .error pre")!.TextContent.ShouldBe("at Cell 1, line 2");
        var index = Parse("index.html");
        index.QuerySelector(".notebooks .badge")!.TextContent.ShouldBe("failed");
        index.QuerySelector(".why")!.TextContent.ShouldBe("DryLakeException no water");
    }

    [Fact]
    public async Task Headings_have_anchors_of_their_own_and_stand_in_the_contents()
    {
        var run = Run("a", Notebooks.Prose("# T\npromise *here*"), Notebooks.Prose("## One & two"), Notebooks.Prose("## One & two\n### Three"), Notebooks.Prose("## 声"));
        await SiteWriter.WriteAsync(Report(run), _folder.Path, null, TestContext.Current.CancellationToken);

        var page = Parse("a.html");
        page.QuerySelectorAll(".toc a").Select(link => (link.TextContent, link.GetAttribute("href"))).ShouldBe(
            [("One & two", "#one-two"), ("One & two", "#one-two-2"), ("Three", "#three"), ("声", "#声")]);
        page.QuerySelectorAll("[id]").Select(element => element.Id).Distinct().Count().ShouldBe(page.QuerySelectorAll("[id]").Length);
        Parse("index.html").QuerySelector(".promise")!.TextContent.ShouldBe("promise here");
    }

    [Fact]
    public async Task Links_between_notebooks_become_links_between_pages()
    {
        var first = Run("01 a", Notebooks.Prose("# First\n[next](02-b.ipynb#sec) [out](../README.md) [gone](03.ipynb) ![p](p.png)"));
        var second = Run("02-b", Notebooks.Prose("# Second"));
        await SiteWriter.WriteAsync(Report(first, second), _folder.Path, null, TestContext.Current.CancellationToken);

        Parse("01 a.html").QuerySelectorAll(".prose a:not(.anchor)").Select(link => link.GetAttribute("href")).ShouldBe(["02-b.html#sec", "../README.md", "03.ipynb"]);
        Parse("02-b.html").QuerySelector(".pages .previous")!.GetAttribute("href").ShouldBe("01%20a.html");
        Parse("02-b.html").QuerySelector(".pages .next").ShouldBeNull();
        Parse("index.html").QuerySelectorAll(".notebooks a").Select(link => link.TextContent).ShouldBe(["First", "Second"]);
    }

    [Fact]
    public async Task A_notebook_that_ends_with_links_to_its_neighbours_gets_no_second_row_of_them()
    {
        var first = Run("01-a", Notebooks.Prose("# First"), Notebooks.Prose("---\nnext: [Second](02-b.ipynb)"));
        var second = Run("02-b", Notebooks.Prose("# Second"), Notebooks.Prose("---\nthe end"));
        await SiteWriter.WriteAsync(Report(first, second), _folder.Path, null, TestContext.Current.CancellationToken);

        Parse("01-a.html").QuerySelector(".pages").ShouldBeNull();
        Parse("01-a.html").QuerySelector("header .next")!.GetAttribute("href").ShouldBe("02-b.html");
        Parse("02-b.html").QuerySelector(".pages .previous")!.GetAttribute("href").ShouldBe("01-a.html");
    }

    [Fact]
    public async Task Every_page_forbids_what_it_does_not_need()
    {
        await PageAsync(new StreamOutput("stdout", "x"));

        foreach (var name in new[] { "index.html", "a.html" })
        {
            var policy = Parse(name).QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;
            policy.ShouldStartWith("default-src 'none'; script-src 'self' file:;");
            Encoding.UTF8.GetString(File.ReadAllBytes(_folder.PathOf(name))).ShouldNotContain("=\"http");
        }
    }

    private Task<IHtmlDocument> PageAsync(params CellOutput[] outputs) => PageAsync(RunStatus.Passed, outputs);

    private async Task<IHtmlDocument> PageAsync(RunStatus status, params CellOutput[] outputs)
    {
        var run = Run("a", Notebooks.Prose("# T"), Notebooks.Code("1"));
        var recorder = new OutputRecorder(10_000);
        recorder.Begin(run.Document.Cells[1]);
        foreach (var output in outputs)
        {
            recorder.Add(output);
        }

        recorder.Flush();
        run = run with { Status = status, Cells = [run.Cells[0] with { Status = status, Error = outputs.OfType<ErrorOutput>().FirstOrDefault() }] };
        await SiteWriter.WriteAsync(Report(run), _folder.Path, new() { PlotlyScript = () => new MemoryStream() }, TestContext.Current.CancellationToken);
        return Parse("a.html");
    }

    private static NotebookRun Run(string name, params JsonObject[] cells)
    {
        var document = Notebooks.At(name + ".ipynb", cells);
        var runs = document.Cells.Where(cell => cell.Kind == CellKind.Code).Select((cell, index) => new CellRun(cell.Id, index + 1, null, false, RunStatus.Passed));
        return new(document, NotebookOutline.Of(document), RunStatus.Passed, [.. runs], TimeSpan.FromSeconds(1), new Dictionary<string, string>());
    }

    private static RunReport Report(params NotebookRun[] runs) => new(runs, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1));

    private IHtmlDocument Parse(string name) => new HtmlParser().ParseDocument(File.ReadAllText(_folder.PathOf(name)));
}
