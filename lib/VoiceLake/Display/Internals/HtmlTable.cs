using System.Net;
using System.Text;

namespace VoiceLake.Display.Internals;

/// <summary>A table of texts as HTML and as plain lines; every text is data, never markup.</summary>
/// <param name="Caption">The line above; null: none.</param>
/// <param name="Headers">Names of the columns.</param>
/// <param name="Numeric">Which columns hold numbers and stand at the right.</param>
/// <param name="Rows">The texts; null where there is no value.</param>
/// <param name="Footer">The line below; null: none.</param>
internal sealed record HtmlTable(string? Caption, string[] Headers, bool[] Numeric, IReadOnlyList<string?[]> Rows, string? Footer)
{
    public const string NoValue = "∅";

    private const int LongestInText = 80;
    private const int LongestOnOneLine = 28;

    public string ToHtml()
    {
        // Aligned twice: some viewers strip styles from notebooks, and the style sheet of the classic notebook overrules the attribute. Names stay on one line, sentences wrap.
        var html = new StringBuilder("<table style=\"border-spacing:0.8em 0.15em;white-space:nowrap\">");
        var prose = Headers.Select((_, i) => Rows.Any(row => row[i] is { Length: > LongestOnOneLine } text && text.Contains(' ', StringComparison.Ordinal))).ToArray();
        html.Append(Caption is null ? "" : $"<caption>{WebUtility.HtmlEncode(Caption)}</caption>").Append("<thead><tr>");
        for (var i = 0; i < Headers.Length; i++)
        {
            html.Append($"<th scope=\"col\"{Align(i)}>").Append(WebUtility.HtmlEncode(Headers[i])).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Length; i++)
            {
                html.Append($"<td{Align(i, prose[i] ? ";white-space:normal;min-width:14em" : "")}>").Append(row[i] is { } text ? WebUtility.HtmlEncode(text) : $"<span title=\"no value\">{NoValue}</span>").Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").Append(Footer is null ? "" : $"<p>{WebUtility.HtmlEncode(Footer)}</p>").ToString();
    }

    public string ToText()
    {
        var rows = Rows.Select(row => row.Select(cell => CellText.Cut(cell ?? NoValue, LongestInText)).ToArray()).ToArray();
        var widths = Headers.Select((header, i) => rows.Select(row => row[i].Length).Append(header.Length).Max()).ToArray();
        var lines = new List<string>();
        if (Caption is not null)
        {
            lines.Add(Caption);
        }

        lines.Add(Line(Headers, widths));
        lines.Add(string.Join("  ", widths.Select(width => new string('-', width))));
        lines.AddRange(rows.Select(row => Line(row, widths)));
        if (Footer is not null)
        {
            lines.Add(Footer);
        }

        return string.Join('\n', lines);
    }

    private string Align(int column, string style = "")
    {
        var side = Numeric[column] ? "right" : "left";
        return $" align=\"{side}\" style=\"text-align:{side}{style}\"";
    }

    private string Line(string[] cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, i) => Numeric[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd();
}
