using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Shows charts of XPlot.Plotly, by their type's name: the host references no such package, notebooks bring their own.</summary>
internal static partial class XPlotCharts
{
    private const string Script =
        "(function () { var figure = %FIGURE%, source = %SOURCE%, draw = function (Plotly) { Plotly.newPlot(%ID%, figure.data, figure.layout); };"
        + " if (window.Plotly) { draw(window.Plotly); }"
        + " else if (typeof require === \"function\" && require.config) { require.config({ paths: { xplotly: source.replace(/\\.js$/, \"\") } }); require([\"xplotly\"], draw); }"
        + " else { var script = document.createElement(\"script\"); script.src = source; script.onload = function () { draw(window.Plotly); }; document.head.appendChild(script); } })();";

    /// <summary>The formatters of the chart type: the figure as JSON, a piece of HTML that loads Plotly.js, and a word; none for other types.</summary>
    public static IEnumerable<ConventionFormatter> Of(Type type) => type.FullName != "XPlot.Plotly.PlotlyChart" ? [] :
    [
        new("application/vnd.plotly.v1+json", (chart, writer) => Write(writer, Figure(chart).ToJsonString())),
        new("text/html", (chart, writer) => Write(writer, Html(chart))),
        new("text/plain", (_, writer) => Write(writer, "(a chart of XPlot)")),
    ];

    /// <summary>The traces and the layout, read from the script that the chart writes: it keeps them to itself.</summary>
    private static JsonObject Figure(object chart)
    {
        var script = (string)chart.GetType().GetMethod("GetInlineJS", Type.EmptyTypes)!.Invoke(chart, null)!;
        var figure = new JsonObject { ["data"] = Read(Data().Match(script)) ?? new JsonArray(), ["layout"] = Read(Layout().Match(script)) as JsonObject ?? new JsonObject() };
        foreach (var name in new[] { "Width", "Height" })
        {
            figure["layout"]![name.ToLowerInvariant()] ??= (int)Property(chart, name)!;
        }

        return figure;
    }

    private static string Html(object chart)
    {
        var figure = Figure(chart);
        var id = (string)Property(chart, "Id")!;
        var script = Script.Replace("%SOURCE%", Literal((string)Property(chart, "PlotlySrc")!), StringComparison.Ordinal)
            .Replace("%ID%", Literal(id), StringComparison.Ordinal)
            .Replace("%FIGURE%", figure.ToJsonString().Replace("<", "\\u003c", StringComparison.Ordinal), StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<div id=\"{HtmlText.Encode(id)}\" style=\"width:{Property(chart, "Width")}px;height:{Property(chart, "Height")}px\"></div><script>{script}</script>");
    }

    private static object? Property(object chart, string name) => chart.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!.GetValue(chart);

    private static string Literal(string text) => JsonSerializer.Serialize(text);

    private static JsonNode? Read(Match match) => match.Success ? JsonNode.Parse(match.Groups["json"].Value) : null;

    private static bool Write(TextWriter writer, string text)
    {
        writer.Write(text);
        return true;
    }

    [GeneratedRegex(@"^\s*var data = (?<json>.*);\s*$", RegexOptions.Multiline)]
    private static partial Regex Data();

    [GeneratedRegex(@"^\s*var layout = (?<json>.*);\s*$", RegexOptions.Multiline)]
    private static partial Regex Layout();
}
