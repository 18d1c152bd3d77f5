using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Notebooks.Html;

/// <summary>Renders the outputs of cells, each by the richest MIME type a page can show.</summary>
/// <param name="canPlot">Whether the site carries the script that draws plots.</param>
internal sealed class OutputHtml(bool canPlot)
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    private static readonly string[] Pictures = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"];

    /// <summary>Whether any output so far is drawn by script.</summary>
    public bool HasPlots { get; private set; }

    /// <summary>One nbformat output as HTML.</summary>
    public string ToHtml(JsonObject output) => (string?)output["output_type"] switch
    {
        "stream" => Stream(output),
        "error" => Error(output),
        _ when output["data"] is JsonObject data => Bundle(data),
        _ => "",
    };

    private static string Stream(JsonObject output)
    {
        var kind = (string?)output["name"] == "stderr" ? "stderr" : "stdout";
        var label = kind == "stderr" ? " aria-label=\"Error stream\"" : " aria-label=\"Console output\"";
        return $"<pre class=\"stream {kind}\" tabindex=\"0\"{label}>{HtmlText.Encode(AnsiText.Strip(MultilineText.Join(output["text"])))}</pre>";
    }

    private static string Error(JsonObject output)
    {
        var trace = AnsiText.Strip(string.Join('\n', (output["traceback"] as JsonArray ?? []).Select(line => (string?)line)));
        return $"""
            <div class="error"><p class="error-title"><span class="error-name">{HtmlText.Encode((string?)output["ename"])}</span> {HtmlText.Encode((string?)output["evalue"])}</p>
            <pre tabindex="0" aria-label="Traceback">{HtmlText.Encode(trace)}</pre></div>
            """;
    }

    private string Bundle(JsonObject data)
    {
        var alternative = HtmlText.Encode(Text(data, "text/plain")?.Split('\n')[0] ?? "Output");
        var picture = Pictures.FirstOrDefault(data.ContainsKey) is { } mime ? Picture(mime, Text(data, mime)!, alternative) : null;
        if (canPlot && data[Plotly] is JsonObject plot)
        {
            HasPlots = true;
            // In a data block only "<" could end the block or open a comment.
            var json = plot.ToJsonString().Replace("<", "\\u003c", StringComparison.Ordinal);
            return $"""
                <div class="chart" role="img" aria-label="{alternative}"><script type="application/json">{json}</script></div>
                <noscript>{picture}</noscript>
                """;
        }

        if (Text(data, "text/html") is { } html)
        {
            return $"<div class=\"rich\" tabindex=\"0\" role=\"group\" aria-label=\"Output\">{HtmlCleaner.Clean(html)}</div>";
        }

        if (picture is not null)
        {
            return picture;
        }

        if (Text(data, "text/markdown") is { } markdown)
        {
            return $"<div class=\"rich\">{HtmlCleaner.Clean(Markdig.Markdown.ToHtml(markdown))}</div>";
        }

        return Text(data, "text/plain") is { } plain
            ? $"<pre class=\"result\" tabindex=\"0\" aria-label=\"Result\">{HtmlText.Encode(AnsiText.Strip(plain))}</pre>"
            : $"<p class=\"left-out\">[an output of the type {HtmlText.Encode(string.Join(", ", data.Select(part => part.Key)))}]</p>";
    }

    // As the source of an image a picture cannot run scripts or load anything, SVG included.
    private static string Picture(string mime, string content, string alternative)
    {
        var base64 = mime == "image/svg+xml" ? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(content)) : content.ReplaceLineEndings("");
        return $"<img class=\"picture\" alt=\"{alternative}\" src=\"data:{mime};base64,{HtmlText.Encode(base64)}\">";
    }

    private static string? Text(JsonObject data, string mime) =>
        MultilineText.IsText(data[mime]) ? MultilineText.Join(data[mime]) : data[mime]?.ToJsonString();
}
