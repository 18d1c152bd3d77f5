using System.Net;
using System.Text;
using VoiceLake.Display.Internals;

namespace VoiceLake.Display;

/// <summary>A drawing of the layers that data passes on its way: source, bronze, silver, gold.</summary>
/// <remarks>Notebook: 00-setup. The drawing takes the page's own text colour, so that it reads in light pages and dark ones.</remarks>
[TypeFormatterSource(typeof(HtmlFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class MedallionDiagram : IRichOutput
{
    private const int BoxWidth = 180;
    private const int BoxHeight = 148;
    private const int Gap = 68;
    private const int LineHeight = 19;
    private const int Edge = 2;

    // Pixels: smaller than this, its letters could not be read.
    private const int NarrowestPart = 170;

    private static readonly Layer[] Layers =
    [
        new("source", "#767676", "as published", ["archives (.tgz)", "on a web server"]),
        new("bronze", "#a5673f", "as it came", ["submissions", "manifests"]),
        new("silver", "#8a94a0", "checked and cast", ["submissions", "clips", "quarantine"]),
        new("gold", "#b8860b", "ready for models", ["windows", "clip_features", "splits, scaler", "feature_dictionary"]),
    ];

    private static readonly string[] Steps = ["copy", "decode", "compute"];

    /// <summary>The drawing as HTML: a small SVG picture for each layer, side by side, under each other where there is no room.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder($"<div role=\"img\" aria-label=\"{WebUtility.HtmlEncode(ToString())}\" style=\"display:flex;flex-wrap:wrap;gap:6px 0\">");
        for (var index = 0; index < Layers.Length; index++)
        {
            html.Append($"<svg viewBox=\"0 0 {BoxWidth + Gap} {BoxHeight + 4}\" width=\"{BoxWidth + Gap}\" style=\"flex:1 1 {NarrowestPart}px;max-width:{BoxWidth + Gap}px;height:auto\" ")
                .Append("aria-hidden=\"true\" font-family=\"system-ui,sans-serif\" font-size=\"14\" fill=\"currentColor\">");
            Box(html, Layers[index]);
            if (index < Steps.Length)
            {
                Arrow(html, Steps[index]);
            }

            html.Append("</svg>");
        }

        return html.Append("</div>").ToString();
    }

    /// <summary>The layers in one line of text.</summary>
    public override string ToString() => string.Join(" → ", Layers.Select(layer => $"{layer.Name} ({layer.Promise}: {string.Join(", ", layer.Contents)})"));

    string? IRichOutput.Render(string mimeType) => mimeType switch
    {
        MimeTypes.Html => ToHtml(),
        MimeTypes.Plain => ToString(),
        _ => null,
    };

    private static void Box(StringBuilder svg, Layer layer)
    {
        svg.Append($"<rect x=\"{Edge}\" y=\"2\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"8\" fill=\"{layer.Color}\" fill-opacity=\"0.14\" ")
            .Append($"stroke=\"{layer.Color}\" stroke-width=\"2\"/>");
        const int middle = Edge + (BoxWidth / 2);
        svg.Append($"<text x=\"{middle}\" y=\"28\" text-anchor=\"middle\" font-size=\"17\" font-weight=\"600\">{layer.Name}</text>");
        svg.Append($"<text x=\"{middle}\" y=\"48\" text-anchor=\"middle\" font-style=\"italic\">{layer.Promise}</text>");
        for (var i = 0; i < layer.Contents.Length; i++)
        {
            svg.Append($"<text x=\"{middle}\" y=\"{78 + (i * LineHeight)}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(layer.Contents[i])}</text>");
        }
    }

    private static void Arrow(StringBuilder svg, string step)
    {
        const int left = Edge + BoxWidth;
        const int y = Edge + (BoxHeight / 2);
        const int tip = left + Gap - 8;
        svg.Append($"<path d=\"M{left + 6} {y}H{tip}m-7 -5l7 5l-7 5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>")
            .Append($"<text x=\"{left + (Gap / 2)}\" y=\"{y - 9}\" text-anchor=\"middle\" font-size=\"13\">{step}</text>");
    }

    private sealed record Layer(string Name, string Color, string Promise, string[] Contents);
}
