using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.DotNet.Interactive.Formatting;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>
/// Values as HTML: tables and plain text, every piece of data encoded. The look comes from the front end; the classes
/// <c>vl-table</c>, <c>vl-value</c>, <c>vl-more</c> and <c>vl-type</c> are there for a page that brings a style sheet.
/// </summary>
internal sealed class HtmlText
{
    private const int TextAtMost = 2000;
    private const int TablesAtMost = 500;
    private const string Left = " style=\"text-align:left\"";
    private const string Right = " style=\"text-align:right\"";
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _html = new();
    private int _tables;

    public static string Encode(string text) => Encoder.Encode(text);

    public static string Of(object? value)
    {
        var text = new HtmlText();
        text.Append(value, 0, []);
        return text._html.ToString();
    }

    /// <summary>Text as it stands, line ends kept.</summary>
    public static string Preformatted(string text) => $"<pre class=\"vl-value\">{Encode(text)}</pre>";

    private void Append(object? value, int depth, IReadOnlyList<object> above)
    {
        if (value is Missing)
        {
            return;
        }

        if (ValueFormatter.Own(value, "text/html") is { } own)
        {
            _html.Append(own);
            return;
        }

        if (ValueFormatter.Own(value, "text/plain") is { } plain)
        {
            AppendText(plain, depth);
            return;
        }

        if (value is not null && !value.GetType().IsValueType && above.Any(a => ReferenceEquals(a, value)))
        {
            AppendText($"({TypeNames.Of(value.GetType())}: contains itself)", depth);
            return;
        }

        var shape = Shapes.Of(value);
        if (shape is ObjectShape or TableShape && (depth > Formatter.RecursionLimit || ++_tables > TablesAtMost))
        {
            AppendText(PlainText.Short(value), depth);
            return;
        }

        switch (shape)
        {
            case ScalarShape scalar:
                AppendText(scalar.Text, depth);
                break;
            case NullShape:
                _html.Append(depth == 0 ? "<pre class=\"vl-value\">&lt;null&gt;</pre>" : "<i>null</i>");
                break;
            case ObjectShape shown:
                AppendNested(depth == 0 ? null : PlainText.Short(value), depth, () => AppendObject(shown, depth, [.. above, value!]));
                break;
            case TableShape table:
                AppendNested(depth == 0 ? null : PlainText.Short(value), depth, () => AppendTable(table, depth, [.. above, value!]));
                break;
        }
    }

    private void AppendText(string text, int depth)
    {
        if (depth == 0)
        {
            _html.Append(Preformatted(text));
        }
        else
        {
            var shown = text.Length > TextAtMost ? text[..TextAtMost] + FormattableString.Invariant($"… ({text.Length - TextAtMost} more characters)") : text;
            _html.Append(Encode(shown).ReplaceLineEndings("<br>"));
        }
    }

    private void AppendNested(string? title, int depth, Action body)
    {
        if (depth == 0)
        {
            body();
            return;
        }

        _html.Append("<details><summary>").Append(Encode(title ?? "")).Append("</summary>");
        body();
        _html.Append("</details>");
    }

    private void AppendObject(ObjectShape shown, int depth, IReadOnlyList<object> here)
    {
        _html.Append("<table class=\"vl-table\">");
        if (depth == 0 && shown.Title != "anonymous")
        {
            _html.Append("<thead><tr><th colspan=\"2\"").Append(Left).Append('>').Append(Encode(shown.Title)).Append("</th></tr></thead>");
        }

        _html.Append("<tbody>");
        foreach (var (name, value) in shown.Members)
        {
            _html.Append("<tr><td").Append(Left).Append('>').Append(Encode(name)).Append("</td>");
            AppendCell(value, depth, here);
            _html.Append("</tr>");
        }

        _html.Append("</tbody></table>");
    }

    private void AppendTable(TableShape table, int depth, IReadOnlyList<object> here)
    {
        _html.Append("<table class=\"vl-table\"><thead><tr>");
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var head = table.Columns[i].Split('\n');
            var numbers = table.Rows.Count > 0 && table.Rows.All(row => PlainText.IsNumberOrNothing(row[i]));
            _html.Append("<th").Append(numbers ? Right : Left).Append('>').Append(Encode(head[0]));
            if (head.Length > 1)
            {
                _html.Append("<br><small class=\"vl-type\">").Append(Encode(head[1])).Append("</small>");
            }

            _html.Append("</th>");
        }

        _html.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            _html.Append("<tr>");
            foreach (var value in row)
            {
                AppendCell(value, depth, here);
            }

            _html.Append("</tr>");
        }

        _html.Append("</tbody></table>");
        if (table.More is { } more)
        {
            _html.Append("<p class=\"vl-more\">").Append(Encode(more)).Append("</p>");
        }
    }

    private void AppendCell(object? value, int depth, IReadOnlyList<object> here)
    {
        _html.Append("<td").Append(value is not null && Scalars.Find(value) is { IsNumber: true } ? Right : Left).Append('>');
        Append(value, depth + 1, here);
        _html.Append("</td>");
    }
}
