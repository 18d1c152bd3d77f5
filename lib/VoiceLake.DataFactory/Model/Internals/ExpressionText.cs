using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>Tells expressions from plain values, in both forms in which Data Factory writes them.</summary>
internal static class ExpressionText
{
    public const string TypeName = "Expression";

    public static bool IsExpression(string text)
    {
        if (text.StartsWith('@') && !text.StartsWith("@@", StringComparison.Ordinal) && text.Length > 1)
        {
            return true;
        }

        for (var at = text.IndexOf("@{", StringComparison.Ordinal); at >= 0; at = text.IndexOf("@{", at + 2, StringComparison.Ordinal))
        {
            if (at == 0 || text[at - 1] != '@')
            {
                return true;
            }
        }

        return false;
    }

    public static string? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()! is var text && IsExpression(text) ? text : null,
        JsonValueKind.Object when ModelJson.Find(json, "type") is { ValueKind: JsonValueKind.String } type && type.ValueEquals(TypeName)
            && ModelJson.Find(json, "value") is { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => null,
    };

    public static JsonElement Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsExpression(text) ? JsonSerializer.SerializeToElement(new { value = text, type = TypeName }) : JsonSerializer.SerializeToElement(text);
    }
}
