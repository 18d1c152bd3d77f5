using System.Globalization;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Notebooks.Html;

/// <summary>Renders the list of a run's notebooks.</summary>
internal static class IndexPage
{
    public static string ToHtml(SiteMap site)
    {
        var report = site.Report;
        var passed = report.Notebooks.Count(notebook => notebook.Status == RunStatus.Passed);
        var started = report.Started.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var body = $"""
            <div class="layout index">
            <main id="content">
            <h1>{HtmlText.Encode(site.Title)}</h1>
            <p class="status">{SiteMap.Badge(Overall(report))} <span>{passed} of {report.Notebooks.Count} passed in {SiteMap.Seconds(report.Duration)}, {started}</span></p>
            <div class="wide" tabindex="0" role="group" aria-label="Notebooks of this run">
            <table class="notebooks">
            <thead><tr><th scope="col">Notebook</th><th scope="col">Status</th><th scope="col" class="number">Cells</th><th scope="col" class="number">Time</th></tr></thead>
            <tbody>
            {string.Join('\n', report.Notebooks.Select(Row))}
            </tbody>
            </table>
            </div>
            </main>
            </div>
            """;
        return PageFrame.Page(site.Title, site.Title, "", body, withPlots: false);
    }

    private static RunStatus Overall(RunReport report) =>
        report.Notebooks.FirstOrDefault(notebook => notebook.Status != RunStatus.Passed)?.Status ?? RunStatus.Passed;

    private static string Row(NotebookRun run)
    {
        var promise = run.Outline.Promise is null ? "" : $"<p class=\"promise\">{HtmlText.Encode(run.Outline.Promise)}</p>";
        var error = run.Failure?.Error is { } failure
            ? $"<p class=\"why\"><span class=\"error-name\">{HtmlText.Encode(failure.Name)}</span> {HtmlText.Encode(failure.Value.Split('\n')[0])}</p>"
            : run.Problem is null ? "" : $"<p class=\"why\">{HtmlText.Encode(run.Problem)}</p>";
        var ran = run.Cells.Count(cell => cell.Status == RunStatus.Passed).ToString(CultureInfo.InvariantCulture);
        return $"""
            <tr><td><a class="title" href="{SiteMap.PageOf(run)}">{HtmlText.Encode(run.Outline.Title)}</a> <span class="file">{HtmlText.Encode(Path.GetFileName(run.Path))}</span>{promise}{error}</td>
            <td>{SiteMap.Badge(run.Status)}</td><td class="number" data-unit="cells">{ran} / {run.Cells.Count}</td><td class="number">{(run.Duration == TimeSpan.Zero ? "–" : SiteMap.Seconds(run.Duration))}</td></tr>
            """;
    }
}
