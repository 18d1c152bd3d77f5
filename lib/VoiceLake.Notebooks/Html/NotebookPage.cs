using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Notebooks.Html;

/// <summary>Renders an executed notebook as a page.</summary>
internal sealed class NotebookPage
{
    private readonly NotebookRun _run;
    private readonly SiteMap _site;
    private readonly MarkdownPage _prose;
    private readonly OutputHtml _outputs;
    private readonly Dictionary<string, CellRun> _cells;

    public NotebookPage(NotebookRun run, SiteMap site)
    {
        _run = run;
        _site = site;
        _prose = new(run.Document, site.Names);
        _outputs = new(site.CanPlot);
        _cells = run.Cells.ToDictionary(cell => cell.Id, StringComparer.Ordinal);
    }

    /// <summary>Whether the page needs the script that draws plots; known once the page is rendered.</summary>
    public bool HasPlots => _outputs.HasPlots;

    /// <summary>The whole page.</summary>
    public string ToHtml()
    {
        var cells = string.Join('\n', _run.Document.Cells.Select(Cell));
        var (previous, next) = _site.Around(_run);
        var body = $"""
            <div class="layout">
            {Contents()}
            <main id="content">
            {Status()}
            {cells}
            {(LeadsOn(previous, next) ? "" : $"<nav class=\"pages\" aria-label=\"Notebooks\">{SiteMap.Link(previous, "previous", "← ")}{SiteMap.Link(next, "next", "", " →")}</nav>")}
            <p class="source"><a href="{Uri.EscapeDataString(_run.Name)}.ipynb" download>Download this notebook with its outputs (.ipynb)</a></p>
            </main>
            </div>
            """;
        var navigation = $"<nav aria-label=\"Previous and next\">{SiteMap.Link(previous, "previous", "← ")}{SiteMap.Link(next, "next", "", " →")}</nav>";
        return PageFrame.Page($"{_run.Outline.Title} · {_site.Title}", _site.Title, navigation, body, HasPlots);
    }

    // A notebook that ends with links to its neighbours needs no second row of them.
    private bool LeadsOn(NotebookRun? previous, NotebookRun? next) =>
        _run.Document.Cells is [.., { Kind: CellKind.Markdown } last]
        && new[] { previous, next }.OfType<NotebookRun>().All(other => last.Source.Contains($"]({Uri.EscapeDataString(other.Name)}.ipynb)", StringComparison.Ordinal));

    private string? Problem =>
        _run.Problem ?? (_run.Status == RunStatus.NotRun ? "A notebook before this one failed, so this one was not run." : null);

    private string Contents()
    {
        var headings = _prose.Headings.Where(heading => heading.Level is 2 or 3).ToList();
        if (headings.Count == 0)
        {
            return "";
        }

        var items = headings.Select(heading =>
            $"<li class=\"level-{heading.Level}\"><a href=\"#{HtmlText.Encode(heading.Anchor)}\">{HtmlText.Encode(heading.Text)}</a></li>");
        return $"<nav class=\"toc\" aria-label=\"On this page\"><details open><summary>On this page</summary><ol>{string.Concat(items)}</ol></details></nav>";
    }

    private string Status()
    {
        var passed = _run.Cells.Count(cell => cell.Status == RunStatus.Passed);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture,
            $"<p class=\"status\">{SiteMap.Badge(_run.Status)} <span>{passed} of {_run.Cells.Count} cells in {SiteMap.Seconds(_run.Duration)}</span></p>");
        if (_run.Failure is { } failure)
        {
            html.Append(CultureInfo.InvariantCulture, $"""

                <div class="alert" role="alert"><p><strong>Cell {failure.Number}{Under(failure)} {RunStatusName.Of(failure.Status)}</strong></p>
                <p><span class="error-name">{HtmlText.Encode(failure.Error?.Name)}</span> {HtmlText.Encode(failure.Error?.Value)}</p>
                <p><a href="#{CellAnchor(failure)}">Go to the cell</a></p></div>
                """);
        }
        else if (Problem is { } problem)
        {
            html.Append(CultureInfo.InvariantCulture, $"\n<div class=\"alert\" role=\"alert\"><p>{HtmlText.Encode(problem)}</p></div>");
        }

        if (_run.Parameters.Count > 0)
        {
            var rows = _run.Parameters.Select(pair => $"<tr><th scope=\"row\"><code>{HtmlText.Encode(pair.Key)}</code></th><td><code>{HtmlText.Encode(pair.Value)}</code></td></tr>");
            html.Append(CultureInfo.InvariantCulture, $"\n<table class=\"parameters\"><caption>Parameters of this run</caption><tbody>{string.Concat(rows)}</tbody></table>");
        }

        return html.ToString();
    }

    private string Cell(NotebookCell cell) => cell.Kind switch
    {
        CellKind.Markdown => $"<section class=\"prose\">\n{_prose.ToHtml(cell)}</section>",
        CellKind.Raw => $"<pre class=\"raw\">{HtmlText.Encode(cell.Source)}</pre>",
        _ => Code(cell),
    };

    private string Code(NotebookCell cell)
    {
        var run = _cells[cell.Id];
        var outputs = string.Join('\n', cell.Outputs.OfType<JsonObject>().Select(_outputs.ToHtml));
        var source = cell.Source.Trim('\n');
        var label = run.IsInjected ? "parameters of this run" : Label(cell, run);
        return $"""
            <section class="cell {(run.IsFailure ? "failed" : "")}" id="{CellAnchor(run)}" aria-label="Cell {run.Number}">
            <div class="gutter"><span class="number">[{run.Number}]</span>{(label is null ? "" : $"<span class=\"label\">{HtmlText.Encode(label)}</span>")}{Duration(run)}</div>
            <pre class="code" tabindex="0" aria-label="Code"><code>{CodeHighlighter.ToHtml(source, cell.Language)}</code></pre>
            {(outputs.Length > 0 ? $"<div class=\"outputs\">{outputs}</div>" : "")}
            </section>
            """;
    }

    private static string? Label(NotebookCell cell, CellRun run) => run.Status switch
    {
        RunStatus.Passed when cell.HasTag(NotebookCell.RaisesExceptionTag) => "fails on purpose",
        RunStatus.Passed when cell.HasTag(NotebookCell.ParametersTag) => "parameters",
        RunStatus.Passed => null,
        var other => RunStatusName.Of(other),
    };

    private static string Duration(CellRun run) =>
        run.Duration == TimeSpan.Zero ? "" : $"<span class=\"time\">{SiteMap.Seconds(run.Duration)}</span>";

    private static string Under(CellRun cell) => cell.Title is null ? "" : $" ({HtmlText.Encode(cell.Title)})";

    private static string CellAnchor(CellRun cell) => string.Create(CultureInfo.InvariantCulture, $"cell-{cell.Number}{(cell.IsInjected ? "-parameters" : "")}");
}
