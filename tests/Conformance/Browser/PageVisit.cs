using Microsoft.Playwright;

namespace VoiceLake.Conformance.Browser;

/// <summary>A page opened from disk, with everything it complained about and asked for.</summary>
internal sealed class PageVisit : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private PageVisit(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Console errors, exceptions of scripts, violations of the content policy.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Alerts, prompts and the like that the page opened.</summary>
    public List<string> Dialogs { get; } = [];

    /// <summary>Addresses that are neither on disk nor inside the page.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<PageVisit> OpenAsync(IBrowser browser, string file, ColorScheme scheme = ColorScheme.Light, int width = 1280, bool scripts = true)
    {
        var context = await browser.NewContextAsync(new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            JavaScriptEnabled = scripts,
        });
        var page = await context.NewPageAsync();
        var visit = new PageVisit(context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                visit.Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => visit.Complaints.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            visit.Dialogs.Add(dialog.Message);
            await dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Scheme is not ("file" or "data" or "blob"))
            {
                visit.Requests.Add(request.Url);
            }
        };
        await page.GotoAsync(new Uri(file).AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        return visit;
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
