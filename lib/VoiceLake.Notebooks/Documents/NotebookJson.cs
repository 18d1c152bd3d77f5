using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Writes JSON as Jupyter does (Python's <c>json.dumps(ensure_ascii=False, indent=1)</c>), so that a notebook read and written is the same file.</summary>
internal static class NotebookJson
{
    /// <summary>The text of a node; <paramref name="indentation"/> is one level's, <paramref name="newLine"/> ends each line but the last.</summary>
    public static string Write(JsonNode node, string indentation = " ", string newLine = "\n")
    {
        var text = new StringBuilder();
        Append(text, node, indentation, newLine);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node, string indentation, string lineStart)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } fields:
                AppendAll(text, '{', '}', fields, lineStart, indentation, (field, inner) =>
                {
                    AppendString(text, field.Key);
                    text.Append(": ");
                    Append(text, field.Value, indentation, inner);
                });
                break;
            case JsonArray { Count: > 0 } items:
                AppendAll(text, '[', ']', items, lineStart, indentation, (item, inner) => Append(text, item, indentation, inner));
                break;
            case JsonObject:
                text.Append("{}");
                break;
            case JsonArray:
                text.Append("[]");
                break;
            case JsonValue value when MultilineText.TryGetString(value, out var content):
                AppendString(text, content);
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
        StringBuilder text, char open, char close, IEnumerable<T> items, string lineStart, string indentation, Action<T, string> append)
    {
        var inner = lineStart + indentation;
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "" : ",").Append(inner);
            append(item, inner);
            first = false;
        }

        text.Append(lineStart).Append(close);
    }

    private static void AppendString(StringBuilder text, string content)
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
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }
}
