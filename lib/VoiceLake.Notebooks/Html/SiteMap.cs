using System.Globalization;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Notebooks.Html;

/// <summary>What each page knows of the others.</summary>
/// <param name="Title">The site's name.</param>
/// <param name="Report">The run the site shows.</param>
/// <param name="CanPlot">Whether the site carries the script that draws plots.</param>
internal sealed record SiteMap(string Title, RunReport Report, bool CanPlot)
{
    /// <summary>The names of the notebooks that have pages.</summary>
    public IReadOnlySet<string> Names { get; } = Report.Notebooks.Select(notebook => notebook.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The notebooks before and behind one.</summary>
    public (NotebookRun? Previous, NotebookRun? Next) Around(NotebookRun run)
    {
        var place = Report.Notebooks.ToList().IndexOf(run);
        return (place > 0 ? Report.Notebooks[place - 1] : null, place + 1 < Report.Notebooks.Count ? Report.Notebooks[place + 1] : null);
    }

    /// <summary>A link to a notebook's page, nothing for none.</summary>
    public static string Link(NotebookRun? run, string relation, string before = "", string behind = "") => run is null
        ? ""
        : $"<a rel=\"{(relation == "previous" ? "prev" : "next")}\" class=\"{relation}\" href=\"{PageOf(run)}\">{before}{HtmlText.Encode(run.Outline.Title)}{behind}</a>";

    /// <summary>The file name of a notebook's page, as a link has it.</summary>
    public static string PageOf(NotebookRun run) => Uri.EscapeDataString(run.Name) + ".html";

    /// <summary>A status as a coloured word.</summary>
    public static string Badge(RunStatus status) =>
        $"<span class=\"badge {RunStatusName.Of(status).Replace(' ', '-')}\">{RunStatusName.Of(status)}</span>";

    /// <summary>A duration for readers.</summary>
    public static string Seconds(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 1 => duration.TotalMilliseconds.ToString("0 ms", CultureInfo.InvariantCulture),
        < 60 => duration.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes} min {duration.Seconds} s"),
    };
}
