using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>nbformat's texts: one string, or a list of lines that each keep their line end.</summary>
internal static class MultilineText
{
    /// <summary>The whole text of either form; nothing is an empty text, and what is no text stands as its JSON, such as <c>\ud800</c>.</summary>
    public static string Join(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(Join)),
        JsonValue value when TryGetString(value, out var text) => text,
        null => "",
        _ => NotebookJson.Write(node, NotebookLayout.Jupyter).Trim('"'),
    };

    /// <summary>The list-of-lines form: split behind each line feed, an empty text is an empty list.</summary>
    public static JsonArray Split(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var feed = text.IndexOf('\n', start);
            var end = feed < 0 ? text.Length : feed + 1;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>Whether a node has one of the two forms.</summary>
    public static bool IsText(JsonNode? node) =>
        node is JsonArray lines ? lines.All(IsString) : IsString(node);

    /// <summary>The string a value holds; false for other kinds and for text that is no valid UTF-16 (a lone surrogate).</summary>
    public static bool TryGetString(JsonValue value, out string text)
    {
        text = "";
        try
        {
            if (value.TryGetValue<string>(out var content))
            {
                text = content;
                return true;
            }
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for a lone surrogate: the callers keep the raw text or refuse it by place.
        }

        return false;
    }

    private static bool IsString(JsonNode? node) => node is JsonValue value && TryGetString(value, out _);
}
