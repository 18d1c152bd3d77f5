using System.Text;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Notebooks.Html;

/// <summary>Writes a run as a plain site: a page a notebook, a list of them, their assets once; it works from disk and offline.</summary>
public static class SiteWriter
{
    private static readonly string[] Assets = ["site.css", "site.js"];

    /// <summary>Writes the site into a folder, over the files of an earlier run.</summary>
    /// <returns>The path of its <c>index.html</c>.</returns>
    public static async Task<string> WriteAsync(
        RunReport report, string folder, SiteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var site = new SiteMap(options.Title, report, options.PlotlyScript is not null);
        var assets = Path.Combine(folder, "assets");
        Directory.CreateDirectory(assets);
        var hasPlots = false;
        foreach (var run in report.Notebooks)
        {
            var page = new NotebookPage(run, site);
            await WriteTextAsync(Path.Combine(folder, run.Name + ".html"), page.ToHtml(), cancellationToken);
            hasPlots |= page.HasPlots;
        }

        foreach (var name in Assets)
        {
            await using var asset = typeof(SiteWriter).Assembly.GetManifestResourceStream("VoiceLake.Notebooks.Html.Assets." + name)!;
            await CopyAsync(asset, Path.Combine(assets, name), cancellationToken);
        }

        if (hasPlots)
        {
            await using var script = options.PlotlyScript!();
            await CopyAsync(script, Path.Combine(assets, "plotly.min.js"), cancellationToken);
        }

        var index = Path.Combine(folder, "index.html");
        await WriteTextAsync(index, IndexPage.ToHtml(site), cancellationToken);
        return index;
    }

    private static Task WriteTextAsync(string path, string html, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(path, html, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);

    private static async Task CopyAsync(Stream source, string path, CancellationToken cancellationToken)
    {
        await using var target = File.Create(path);
        await source.CopyToAsync(target, cancellationToken);
    }
}
