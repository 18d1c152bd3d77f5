using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.DotNet.Interactive.Formatting;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>
/// Values as HTML: tables and plain text, every piece of data encoded. The look comes from the front end; the classes
/// <c>vl-table</c>, <c>vl-value</c>, <c>vl-more</c> and <c>vl-type</c> are there for a page that brings a style sheet.
/// </summary>
internal static class HtmlText
{
    private const int TextAtMost = 2000;
    private const string Left = " style=\"text-align:left\"";
    private const string Right = " style=\"text-align:right\"";
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string text) => Encoder.Encode(text);

    public static string Of(object? value)
    {
        var html = new StringBuilder();
        Append(html, value, 0, []);
        return html.ToString();
    }

    /// <summary>Text as it stands, line ends kept.</summary>
    public static string Preformatted(string text) => $"<pre class=\"vl-value\">{Encode(text)}</pre>";

    private static void Append(StringBuilder html, object? value, int depth, IReadOnlyList<object> above)
    {
        if (value is Missing)
        {
            return;
        }

        if (ValueFormatter.Own(value, "text/html") is { } own)
        {
            html.Append(own);
            return;
        }

        if (ValueFormatter.Own(value, "text/plain") is { } plain)
        {
            AppendText(html, plain, depth);
            return;
        }

        if (value is not null && !value.GetType().IsValueType && above.Any(a => ReferenceEquals(a, value)))
        {
            AppendText(html, $"({TypeNames.Of(value.GetType())}: contains itself)", depth);
            return;
        }

        var shape = Shapes.Of(value);
        if (shape is ObjectShape or TableShape && depth > Formatter.RecursionLimit)
        {
            AppendText(html, PlainText.Short(value), depth);
            return;
        }

        switch (shape)
        {
            case ScalarShape scalar:
                AppendText(html, scalar.Text, depth);
                break;
            case NullShape:
                html.Append(depth == 0 ? "<pre class=\"vl-value\">&lt;null&gt;</pre>" : "<i>null</i>");
                break;
            case ObjectShape shown:
                AppendNested(html, depth == 0 ? null : PlainText.Short(value), depth, () => AppendObject(html, shown, depth, [.. above, value!]));
                break;
            case TableShape table:
                AppendNested(html, depth == 0 ? null : PlainText.Short(value), depth, () => AppendTable(html, table, depth, [.. above, value!]));
                break;
        }
    }

    private static void AppendText(StringBuilder html, string text, int depth)
    {
        if (depth == 0)
        {
            html.Append(Preformatted(text));
        }
        else
        {
            var shown = text.Length > TextAtMost ? text[..TextAtMost] + FormattableString.Invariant($"… ({text.Length - TextAtMost} more characters)") : text;
            html.Append(Encode(shown).ReplaceLineEndings("<br>"));
        }
    }

    private static void AppendNested(StringBuilder html, string? title, int depth, Action body)
    {
        if (depth == 0)
        {
            body();
            return;
        }

        html.Append("<details><summary>").Append(Encode(title ?? "")).Append("</summary>");
        body();
        html.Append("</details>");
    }

    private static void AppendObject(StringBuilder html, ObjectShape shown, int depth, IReadOnlyList<object> here)
    {
        html.Append("<table class=\"vl-table\">");
        if (depth == 0 && shown.Title != "anonymous")
        {
            html.Append("<thead><tr><th colspan=\"2\"").Append(Left).Append('>').Append(Encode(shown.Title)).Append("</th></tr></thead>");
        }

        html.Append("<tbody>");
        foreach (var (name, value) in shown.Members)
        {
            html.Append("<tr><td").Append(Left).Append('>').Append(Encode(name)).Append("</td>");
            AppendCell(html, value, depth, here);
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
    }

    private static void AppendTable(StringBuilder html, TableShape table, int depth, IReadOnlyList<object> here)
    {
        html.Append("<table class=\"vl-table\"><thead><tr>");
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var head = table.Columns[i].Split('\n');
            var numbers = table.Rows.Count > 0 && table.Rows.All(row => PlainText.IsNumberOrNothing(row[i]));
            html.Append("<th").Append(numbers ? Right : Left).Append('>').Append(Encode(head[0]));
            if (head.Length > 1)
            {
                html.Append("<br><small class=\"vl-type\">").Append(Encode(head[1])).Append("</small>");
            }

            html.Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var value in row)
            {
                AppendCell(html, value, depth, here);
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        if (table.More is { } more)
        {
            html.Append("<p class=\"vl-more\">").Append(Encode(more)).Append("</p>");
        }
    }

    private static void AppendCell(StringBuilder html, object? value, int depth, IReadOnlyList<object> here)
    {
        html.Append("<td").Append(value is not null && Scalars.Find(value) is { IsNumber: true } ? Right : Left).Append('>');
        Append(html, value, depth + 1, here);
        html.Append("</td>");
    }
}
