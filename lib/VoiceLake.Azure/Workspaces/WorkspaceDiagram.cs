using System.Globalization;
using System.Net;
using System.Text;
using VoiceLake.Display.Internals;

namespace VoiceLake.Azure.Workspaces;

/// <summary>A drawing of the workspace in Azure: its resources, and who does what to whom.</summary>
/// <remarks>Notebook: 00-setup. The drawing takes the page's own text colour, so that it reads in light pages and dark ones.</remarks>
[TypeFormatterSource(typeof(HtmlFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class WorkspaceDiagram : IRichOutput
{
    private const int Width = 740;
    private const int Height = 388;
    private const string Plain = "#767676";
    private const string Azure = "#2f78c4";
    private const string Tip = "url(#vl-workspace-tip)";
    private const string Both = $" marker-start=\"{Tip}\"";

    private static readonly Box[] Boxes =
    [
        new(2, 156, 120, 64, "the web", "archives (.tgz)", Plain),
        new(196, 6, 180, 64, "Data Factory", "orchestrates", Azure),
        new(556, 6, 180, 64, "Databricks", "runs silver and gold", Azure),
        new(196, 136, 540, 112, "Storage account: ADLS Gen2", "", Azure),
        new(196, 318, 180, 64, "Key Vault", "keeps secrets", Azure),
        new(556, 318, 180, 64, "Synapse serverless", "SQL over the tables", Azure),
    ];

    private static readonly Box[] Containers =
    [
        new(204, 180, 124, 54, "bronze", "as it came", "#a5673f"),
        new(337, 180, 124, 54, "silver", "checked, cast", "#8a94a0"),
        new(470, 180, 124, 54, "gold", "for models", "#b8860b"),
        new(603, 180, 124, 54, "miscellaneous", "manifests", Plain),
    ];

    private static readonly Arrow[] Arrows =
    [
        new("M122 207H200", "copied to", 160, 199, ""),
        new("M286 70V132", "copies, lists", 294, 106, ""),
        new("M376 38H552", "starts jobs", 464, 30, ""),
        new("M646 132V74", "reads, writes", 654, 107, Both),
        new("M286 318V252", "key, token", 294, 290, " stroke-dasharray=\"4 4\""),
        new("M646 318V252", "reads", 654, 290, ""),
    ];

    private static readonly string[] Sentences =
    [
        "the web → bronze: archives are copied as they are",
        "Data Factory → Databricks: starts the jobs of silver and gold",
        "Databricks → silver, gold: reads and writes tables, by the access connector's identity",
        "Synapse serverless → silver, gold: reads the tables in SQL, by its own identity",
        "Key Vault → whoever has the role Key Vault Secrets User: what no identity can replace",
    ];

    /// <summary>The drawing as HTML: one SVG picture in its own size, which scrolls where there is no room.</summary>
    public string ToHtml()
    {
        var svg = new StringBuilder("<div style=\"overflow-x:auto\">")
            .Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" style=\"max-width:none\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(ToString())}\" ")
            .Append("font-family=\"system-ui,sans-serif\" font-size=\"13\" fill=\"currentColor\">");
        foreach (var box in Boxes.Concat(Containers))
        {
            Draw(svg, box);
        }

        foreach (var arrow in Arrows)
        {
            svg.Append($"<path d=\"{arrow.Path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"{arrow.Style} marker-end=\"{Tip}\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{arrow.X}\" y=\"{arrow.Y}\"{(arrow.Path.Contains('H', StringComparison.Ordinal) ? " text-anchor=\"middle\"" : "")}>{arrow.Label}</text>");
        }

        return svg.Append("<defs><marker id=\"vl-workspace-tip\" markerWidth=\"8\" markerHeight=\"8\" refX=\"6\" refY=\"4\" orient=\"auto-start-reverse\"><path d=\"M1 1l5 3l-5 3\" fill=\"none\" stroke=\"currentColor\"/></marker></defs></svg></div>").ToString();
    }

    /// <summary>Who does what to whom, in a line of text each.</summary>
    public override string ToString() => string.Join('\n', Sentences);

    string? IRichOutput.Render(string mimeType) => mimeType switch
    {
        MimeTypes.Html => ToHtml(),
        MimeTypes.Plain => ToString(),
        _ => null,
    };

    private static void Draw(StringBuilder svg, Box box)
    {
        var middle = box.X + (box.Width / 2);
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" rx=\"8\" fill=\"{box.Color}\" fill-opacity=\"0.13\" stroke=\"{box.Color}\" stroke-width=\"2\"/>")
            .Append(CultureInfo.InvariantCulture, $"<text x=\"{middle}\" y=\"{box.Y + 26}\" text-anchor=\"middle\" font-size=\"14.5\" font-weight=\"600\">{box.Name}</text>")
            .Append(CultureInfo.InvariantCulture, $"<text x=\"{middle}\" y=\"{box.Y + 45}\" text-anchor=\"middle\">{box.Role}</text>");
    }

    private sealed record Box(int X, int Y, int Width, int Height, string Name, string Role, string Color);

    private sealed record Arrow(string Path, string Label, int X, int Y, string Style);
}
