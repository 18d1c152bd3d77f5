using Microsoft.Playwright;
using VoiceLake.DataFactory.Tests.Display;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Browser;

/// <summary>The page of a pipeline's run, opened from disk in a real browser.</summary>
public sealed class RunPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(40)]
    [InlineData(6_321)]
    public async Task It_opens_without_a_complaint_loads_nothing_and_runs_nothing_of_what_activities_gave(int items)
    {
        await using var visit = await PageVisit.OpenAsync(browser.Browser, await PageAsync(items));

        visit.Complaints.ShouldBeEmpty();
        visit.Requests.ShouldBeEmpty();
        (await visit.Page.TitleAsync()).ShouldBe("sample: Failed");
    }

    [Fact]
    public async Task A_click_on_an_activity_shows_its_output()
    {
        await using var visit = await PageVisit.OpenAsync(browser.Browser, await PageAsync());
        var output = visit.Page.GetByText("\"pipelineRunId\": \"33333333-3333-3333-3333-333333333333\"");
        (await output.IsVisibleAsync()).ShouldBeFalse();

        await visit.Page.Locator(".graph a").Filter(new() { HasText = "Call child" }).Locator("rect").First.ClickAsync();

        await output.WaitForAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_click_on_a_bar_shows_the_error_of_that_try()
    {
        await using var visit = await PageVisit.OpenAsync(browser.Browser, await PageAsync());

        await visit.Page.Locator(".gantt a[aria-label^='List items: Failed'] rect").ClickAsync();

        await visit.Page.Locator("pre.error", new() { HasText = "The server gave 503." }).WaitForAsync();
    }

    [Fact]
    public async Task The_keyboard_reaches_an_activity_of_the_graph_and_opens_it()
    {
        await using var visit = await PageVisit.OpenAsync(browser.Browser, await PageAsync());
        await visit.Page.Locator(".graph a").Filter(new() { HasText = "Each item" }).First.FocusAsync();

        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.Locator("pre.error", new() { HasText = "inner activity failed" }).WaitForAsync();
        (await visit.Page.EvaluateAsync<string>("document.activeElement.localName")).ShouldBe("summary");
    }

    [Fact]
    public async Task Without_scripts_a_click_still_leads_to_the_activity()
    {
        await using var visit = await PageVisit.OpenAsync(browser.Browser, await PageAsync(), scripts: false);

        await visit.Page.Locator(".graph a").Filter(new() { HasText = "Call child" }).Locator("rect").First.ClickAsync();

        (await visit.Page.Locator("section:target h3").InnerTextAsync()).ShouldBe("Call child ExecutePipeline");
    }

    [Theory]
    [InlineData(375)]
    [InlineData(1600)]
    public async Task It_fits_a_telephone_and_a_wide_screen(int width)
    {
        await using var visit = await PageVisit.OpenAsync(browser.Browser, await PageAsync(), width: width);

        (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_can_be_read_in_the_light_and_in_the_dark(ColorScheme scheme)
    {
        await using var visit = await PageVisit.OpenAsync(browser.Browser, await PageAsync(), scheme);

        (await visit.Page.EvaluateAsync<string[]>(Contrast.Script)).ShouldBeEmpty();
        await visit.Page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(Directory.CreateDirectory(Repository.PathOf("artifacts", "screenshots", "run")).FullName, $"{scheme}.png") });
    }

    private async Task<string> PageAsync(int items = 40)
    {
        var file = _folder.PathOf("run.html");
        await File.WriteAllTextAsync(file, SampleRun.Page(items).ToHtml(), TestContext.Current.CancellationToken);
        return file;
    }
}
