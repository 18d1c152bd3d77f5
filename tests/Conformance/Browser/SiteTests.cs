using Microsoft.Playwright;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Browser;

/// <summary>
/// Sites opened from disk in a real browser: one with everything in it, and that of the real notebooks where it lies in
/// <c>artifacts/site</c> or in the folder that VOICELAKE_SITE names.
/// </summary>
public sealed class SiteTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Sites => ["sample", "notebooks"];

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Pages_open_without_a_complaint_and_load_nothing_from_the_network(string site)
    {
        foreach (var file in await PagesAsync(site))
        {
            await using var visit = await PageVisit.OpenAsync(browser.Browser, file);
            await DrawnAsync(visit.Page);

            visit.Complaints.ShouldBeEmpty(file);
            visit.Requests.ShouldBeEmpty(file);
        }
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Every_plot_is_drawn(string site)
    {
        var plots = 0;
        foreach (var file in await PagesAsync(site))
        {
            await using var visit = await PageVisit.OpenAsync(browser.Browser, file);
            await DrawnAsync(visit.Page);
            var empty = await visit.Page.EvaluateAsync<int>("""
                [...document.querySelectorAll(".chart")].filter(plot =>
                  !plot.querySelector(".trace, .traces, .heatmaplayer image, .hm image, .barlayer path, .scatterlayer path")
                  || plot.querySelector(".main-svg").getBoundingClientRect().width < 200).length
                """);
            empty.ShouldBe(0, file);
            plots += await visit.Page.Locator(".chart .main-svg").CountAsync();
        }

        plots.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Every_player_plays(string site)
    {
        var players = 0;
        foreach (var file in await PagesAsync(site))
        {
            await using var visit = await PageVisit.OpenAsync(browser.Browser, file);
            var positions = await visit.Page.EvaluateAsync<double[]>("""
                Promise.all([...document.querySelectorAll("audio")].map(audio => new Promise((resolve, reject) => {
                  audio.muted = true;
                  audio.addEventListener("error", () => reject(new Error(audio.error.message)));
                  audio.addEventListener("timeupdate", () => { if (audio.currentTime > 0) { audio.pause(); resolve(audio.currentTime); } });
                  audio.play().catch(reject);
                })))
                """);
            positions.ShouldAllBe(position => position > 0, file);
            players += positions.Length;
        }

        players.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Links_lead_to_pages_and_sections_that_are_there(string site)
    {
        var pages = await PagesAsync(site);
        foreach (var file in pages)
        {
            await using var visit = await PageVisit.OpenAsync(browser.Browser, file);
            var broken = await visit.Page.EvaluateAsync<string[]>("""
                [...document.querySelectorAll("a[href^='#']")].map(link => link.getAttribute("href"))
                  .filter(href => !document.getElementById(decodeURIComponent(href.slice(1))))
                """);
            broken.ShouldBeEmpty(file);
            var links = await visit.Page.EvaluateAsync<string[]>("""
                [...document.querySelectorAll("a")].map(link => link.href).filter(href => href.startsWith("file:")).map(href => href.split("#")[0])
                """);
            links.Where(link => !File.Exists(new Uri(link).LocalPath)).ShouldBeEmpty(file);
        }
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Pages_fit_a_telephone_and_a_wide_screen(string site)
    {
        foreach (var file in await PagesAsync(site))
        {
            foreach (var width in new[] { 375, 1600 })
            {
                await using var visit = await PageVisit.OpenAsync(browser.Browser, file, width: width);
                await DrawnAsync(visit.Page);
                (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{file} at {width}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Text_can_be_read_in_the_light_and_in_the_dark(string site)
    {
        foreach (var file in await PagesAsync(site))
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await using var visit = await PageVisit.OpenAsync(browser.Browser, file, scheme);
                await DrawnAsync(visit.Page);
                (await visit.Page.EvaluateAsync<string[]>(Contrast.Script)).ShouldBeEmpty($"{file}, {scheme}");
                await visit.Page.ScreenshotAsync(new() { FullPage = true, Path = Screenshot(site, file, scheme) });
            }
        }
    }

    [Fact]
    public async Task Without_scripts_a_plot_shows_its_picture()
    {
        await using var visit = await PageVisit.OpenAsync(browser.Browser, Path.Combine(await SampleSite.WriteAsync(_folder.Path), "01-everything.html"), scripts: false);

        (await visit.Page.Locator("noscript img").CountAsync()).ShouldBe(1);
        (await visit.Page.Locator(".chart").First.IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_failed_notebook_says_so_on_top_and_links_to_the_cell()
    {
        await using var visit = await PageVisit.OpenAsync(browser.Browser, Path.Combine(await SampleSite.WriteAsync(_folder.Path), "02-broken.html"));

        (await visit.Page.Locator(".alert").InnerTextAsync()).ShouldContain("the lake is dry");
        (await visit.Page.Locator(".alert").BoundingBoxAsync())!.Y.ShouldBeLessThan(400);
        await visit.Page.Locator(".alert a").ClickAsync();
        (await visit.Page.Locator(":target .error").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_theme_can_be_chosen_and_stays_chosen()
    {
        await using var visit = await PageVisit.OpenAsync(browser.Browser, Path.Combine(await SampleSite.WriteAsync(_folder.Path), "01-everything.html"));
        var button = visit.Page.Locator("button.theme");
        await button.ClickAsync();
        await button.ClickAsync();
        await visit.Page.Locator(".top .home").ClickAsync();

        (await button.InnerTextAsync()).ShouldBe("Theme: dark");
        (await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(21, 24, 29)");
    }

    private static Task DrawnAsync(IPage page) =>
        page.Locator(".chart:not(:has(.main-svg))").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });

    private static string Screenshot(string site, string file, ColorScheme scheme)
    {
        var folder = Repository.PathOf("artifacts", "screenshots", site);
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}-{scheme.ToString().ToLowerInvariant()}.png");
    }

    private async Task<IReadOnlyList<string>> PagesAsync(string site)
    {
        var folder = site == "sample" ? await SampleSite.WriteAsync(_folder.Path) : NotebooksSite();
        return [.. Directory.EnumerateFiles(folder, "*.html").Order(StringComparer.Ordinal)];
    }

    private static string NotebooksSite()
    {
        var folder = Environment.GetEnvironmentVariable("VOICELAKE_SITE") is { Length: > 0 } named ? Path.GetFullPath(named) : Repository.PathOf("artifacts", "site");
        var message = $"'{folder}' has no index.html: run 'voicelake run notebooks --out artifacts/site' first.";
        if (!File.Exists(Path.Combine(folder, "index.html")))
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(message);
            }

            Assert.Skip(message);
        }

        return folder;
    }
}
