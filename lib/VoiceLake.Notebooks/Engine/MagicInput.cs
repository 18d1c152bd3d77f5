using System.Text.Json;
using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Engine;

/// <summary>A question in the place of a magic command's value: <c>@input</c>, <c>@input:prompt</c>, <c>@password:"prompt"</c> or <c>@input:{"prompt": "…", "type": "…", "saveAs": "…"}</c>.</summary>
/// <param name="Prompt">What to ask; empty when it does not say.</param>
/// <param name="IsPassword">True when the answer must not be shown.</param>
/// <param name="SaveAs">The name under which .NET Interactive kept the answer for later runs; null for none.</param>
internal sealed partial record MagicInput(string Prompt, bool IsPassword, string? SaveAs)
{
    /// <summary>The question that a value is; null when it is another value.</summary>
    /// <exception cref="FormatException">What stands in braces is not JSON of the known properties.</exception>
    public static MagicInput? Parse(string value)
    {
        if (Written().Match(value) is not { Success: true } match)
        {
            return null;
        }

        var isPassword = match.Groups["kind"].Value == "password";
        var text = match.Groups["text"].Value;
        return text.StartsWith('{') ? OfJson(text, isPassword) : new MagicInput(text.Trim('"'), isPassword, null);
    }

    // Other types than a password, a date or a file, are hints for a picker; the answer is a text all the same.
    private static MagicInput OfJson(string json, bool isPassword)
    {
        try
        {
            var options = JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
            return new MagicInput(options.GetValueOrDefault("prompt", ""), isPassword || options.GetValueOrDefault("type") == "password", options.GetValueOrDefault("saveAs"));
        }
        catch (JsonException)
        {
            throw new FormatException($"'{json}' is not a question: write @input:{{\"prompt\": \"Which rate?\"}}, with the properties prompt, type and saveAs as texts.");
        }
    }

    [GeneratedRegex("^@(?<kind>input|password)(:(?<text>.*))?$", RegexOptions.Singleline)]
    private static partial Regex Written();
}
