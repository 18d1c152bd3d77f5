using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Writes JSON as Jupyter does (Python's <c>json.dumps(ensure_ascii=False, indent=1)</c>), in the layout of a file that was read.</summary>
internal static class NotebookJson
{
    /// <summary>The text of a node; <paramref name="depth"/> is how many levels stand around it.</summary>
    public static string Write(JsonNode? node, NotebookLayout layout, int depth = 0)
    {
        var text = new StringBuilder();
        Append(text, node, layout, LineStart(layout, depth));
        return text.ToString();
    }

    /// <summary>The end of a line and the indentation of the next.</summary>
    public static string LineStart(NotebookLayout layout, int depth) => layout.NewLine + string.Concat(Enumerable.Repeat(layout.Indentation, depth));

    /// <summary>A string with its quotation marks.</summary>
    public static string Quote(string content, NotebookLayout layout)
    {
        var text = new StringBuilder();
        AppendString(text, content, layout.Ascii);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node, NotebookLayout layout, string lineStart)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } fields:
                AppendAll(text, '{', '}', fields, layout, lineStart, (field, inner) =>
                {
                    AppendString(text, field.Key, layout.Ascii);
                    text.Append(layout.Colon);
                    Append(text, field.Value, layout, inner);
                });
                break;
            case JsonArray { Count: > 0 } items:
                AppendAll(text, '[', ']', items, layout, lineStart, (item, inner) => Append(text, item, layout, inner));
                break;
            case JsonObject:
                text.Append("{}");
                break;
            case JsonArray:
                text.Append("[]");
                break;
            case JsonValue value when MultilineText.TryGetString(value, out var content):
                AppendString(text, content, layout.Ascii);
                break;
            case JsonValue value when value.TryGetValue<JsonElement>(out var raw):
                // Numbers as they were written (1.0 stays 1.0), and strings that are no valid UTF-16.
                text.Append(raw.GetRawText());
                break;
            case null:
                text.Append("null");
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void AppendAll<T>(
        StringBuilder text, char open, char close, IEnumerable<T> items, NotebookLayout layout, string lineStart, Action<T, string> append)
    {
        var inner = lineStart + layout.Indentation;
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "" : layout.Comma).Append(inner);
            append(item, inner);
            first = false;
        }

        text.Append(lineStart).Append(close);
    }

    private static void AppendString(StringBuilder text, string content, bool ascii)
    {
        text.Append('"');
        foreach (var letter in content)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture)),
                > '~' when ascii && letter != '\u007f' => text.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }
}
