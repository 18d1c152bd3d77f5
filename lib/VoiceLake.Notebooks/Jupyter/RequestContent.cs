using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>Reads the fields of a request; one that is missing or of another kind is null.</summary>
internal static class RequestContent
{
    /// <exception cref="FormatException">It is a text with half a character in it, as a client cuts one out of a longer text.</exception>
    public static string? Text(this JsonObject content, string name)
    {
        try
        {
            return content[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"The request's '{name}' is no valid Unicode text: {e.Message}", e);
        }
    }

    public static bool? Flag(this JsonObject content, string name) => content[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    public static int? Number(this JsonObject content, string name) => content[name] is JsonValue value && value.TryGetValue(out int number) ? number : null;

    /// <exception cref="FormatException">There is no such text.</exception>
    public static string RequiredText(this JsonObject content, string name) => content.Text(name) ?? throw new FormatException($"The request has no '{name}'.");
}
