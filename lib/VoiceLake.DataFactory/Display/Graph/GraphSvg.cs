using System.Text;
using VoiceLake.DataFactory.Model;
using static VoiceLake.DataFactory.Display.HtmlText;

namespace VoiceLake.DataFactory.Display.Graph;

/// <summary>Draws a pipeline; without a style sheet, so that it can stand in any page.</summary>
/// <param name="states">What became of the activities, by name; null for a pipeline that did not run.</param>
/// <param name="linkOf">Whereto a click on an activity leads; null for nowhere.</param>
internal sealed class GraphSvg(IReadOnlyDictionary<string, ActivityState>? states, Func<Activity, string>? linkOf = null)
{
    private const int LongestName = 21;
    private const int LongestDetail = 33;
    private const double Edge = 3;

    private readonly StringBuilder _svg = new();
    private readonly double _header = GraphLayout.HeaderHeight(states is not null);

    public string Draw(GraphBlock block, string label, string? style)
    {
        var (width, height) = (block.Width + (2 * Edge), block.Height + (2 * Edge));
        _svg.Append($"<svg class=\"graph\"{(style is null ? "" : $" style=\"{style}\"")} xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Number(width)} {Number(height)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" ")
            .Append($"role=\"{(linkOf is null ? "img" : "group")}\" aria-label=\"{Encode(label)}\" font-family=\"system-ui,sans-serif\" font-size=\"13\" fill=\"currentColor\">");
        Block(block, Edge, Edge);
        return _svg.Append("</svg>").ToString();
    }

    private void Block(GraphBlock block, double x, double y)
    {
        _svg.Append($"<g transform=\"translate({Number(x)} {Number(y)})\">");
        foreach (var edge in block.Edges)
        {
            Arrow(edge, block.Edges.TakeWhile(other => other != edge).Count(other => other.To == edge.To && other.Label.Length > 0));
        }

        foreach (var node in block.Nodes)
        {
            Node(node);
        }

        _svg.Append("</g>");
    }

    private void Node(GraphNode node)
    {
        var state = states?.GetValueOrDefault(node.Activity.Name);
        var color = StatusColors.Of(state?.Status);
        string[] lines = states is null ? [node.Activity.Type] : [node.Activity.Type, state?.ToString() ?? "did not run"];
        _svg.Append($"<g transform=\"translate({Number(node.X)} {Number(node.Y)})\">");
        if (linkOf is not null)
        {
            _svg.Append($"<a href=\"{Encode(linkOf(node.Activity))}\">");
        }

        _svg.Append($"<title>{Encode($"{node.Activity.Name}\n{string.Join('\n', lines)}")}</title>")
            .Append($"<rect width=\"{Number(node.Width)}\" height=\"{Number(node.Height)}\" rx=\"7\" fill=\"{color}\" fill-opacity=\"{(node.Blocks.Count == 0 ? "0.12" : "0.05")}\" stroke=\"{color}\" stroke-width=\"1.5\"/>")
            .Append($"<rect width=\"6\" height=\"{Number(node.Height)}\" rx=\"3\" fill=\"{color}\"/>")
            .Append($"<text x=\"16\" y=\"23\" font-weight=\"600\">{Encode(Cut(node.Activity.Name, LongestName))}</text>");
        for (var i = 0; i < lines.Length; i++)
        {
            _svg.Append($"<text x=\"16\" y=\"{40 + (17 * i)}\" font-size=\"11.5\">{Encode(Cut(lines[i], LongestDetail))}</text>");
        }

        if (linkOf is not null)
        {
            _svg.Append("</a>");
        }

        var y = _header;
        foreach (var inner in node.Blocks)
        {
            _svg.Append($"<text x=\"{Number(GraphLayout.Padding)}\" y=\"{Number(y + 12)}\" font-size=\"11.5\" font-style=\"italic\">{Encode(Cut(inner.Label, LongestDetail))}</text>");
            Block(inner, GraphLayout.Padding, y + GraphLayout.LabelHeight);
            y += GraphLayout.LabelHeight + inner.Height + GraphLayout.Padding;
        }

        _svg.Append("</g>");
    }

    private void Arrow(GraphEdge edge, int labelsBefore)
    {
        var color = StatusColors.OfCondition(edge.Conditions);
        var (x, y) = (edge.From.X + edge.From.Width, edge.From.Y + (_header / 2));
        var path = new StringBuilder($"M{Number(x)} {Number(y)}");
        foreach (var (left, right, height) in edge.Passes)
        {
            Curve(path, ref x, ref y, left, height);
            path.Append($"H{Number(right)}");
            x = right;
        }

        var fromY = y;
        var (tipX, tipY) = (edge.To.X, edge.To.Y + (_header / 2));
        Curve(path, ref x, ref y, tipX - 6, tipY);
        _svg.Append($"<g stroke=\"{color}\"><path d=\"{path}\" fill=\"none\" stroke-width=\"1.8\"{(edge.Label.Length == 0 ? "" : " stroke-dasharray=\"6 3\"")}/>")
            .Append($"<path d=\"M{Number(tipX - 9)} {Number(tipY - 4.5)}L{Number(tipX - 1)} {Number(tipY)}L{Number(tipX - 9)} {Number(tipY + 4.5)}Z\" fill=\"{color}\"/></g>");
        if (edge.Label.Length > 0)
        {
            // At its tip, and on the side from which the arrow does not come, so that neither lies over the other.
            var labelY = fromY < tipY ? tipY + 14 + (labelsBefore * 12) : tipY - 6 - (labelsBefore * 12);
            _svg.Append($"<text x=\"{Number(tipX - 14)}\" y=\"{Number(labelY)}\" text-anchor=\"end\" font-size=\"11\">{Encode(edge.Label)}</text>");
        }
    }

    private static void Curve(StringBuilder path, ref double x, ref double y, double toX, double toY)
    {
        var middle = (x + toX) / 2;
        path.Append(y == toY ? $"H{Number(toX)}" : $"C{Number(middle)} {Number(y)} {Number(middle)} {Number(toY)} {Number(toX)} {Number(toY)}");
        (x, y) = (toX, toY);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : $"{text[..(length - 1)]}…";
}
