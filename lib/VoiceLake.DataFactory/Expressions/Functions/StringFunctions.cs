using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>Functions of strings.</summary>
/// <remarks>
/// <c>startsWith</c>, <c>endsWith</c>, <c>indexOf</c> and <c>lastIndexOf</c> ignore case, <c>replace</c> and <c>split</c> do not (documented).
/// Only <c>concat</c> takes other kinds than strings, as text, and it takes a single one too. <c>split</c> takes a delimiter of any length; an
/// empty one does not split.
/// </remarks>
internal static class StringFunctions
{
    public static IEnumerable<ExpressionFunction> All { get; } =
    [
        new("concat", 1, FunctionTable.Any, Concat),
        new("endsWith", 2, 2, call => call.Text(0).EndsWith(call.Text(1), StringComparison.OrdinalIgnoreCase)),
        new("guid", 0, 1, NewGuid),
        new("indexOf", 2, 2, call => (long)call.Text(0).IndexOf(call.Text(1), StringComparison.OrdinalIgnoreCase)),
        new("lastIndexOf", 2, 2, call => (long)call.Text(0).LastIndexOf(call.Text(1), StringComparison.OrdinalIgnoreCase)),
        new("replace", 3, 3, Replace),
        new("split", 2, 2, Split),
        new("startsWith", 2, 2, call => call.Text(0).StartsWith(call.Text(1), StringComparison.OrdinalIgnoreCase)),
        new("substring", 3, 3, Substring),
        new("toLower", 1, 1, call => call.Result(call.Text(0).ToLowerInvariant())),
        new("toUpper", 1, 1, call => call.Result(call.Text(0).ToUpperInvariant())),
        new("trim", 1, 1, call => call.Result(call.Text(0).Trim())),
    ];

    private static JsonValue Concat(FunctionCall call)
    {
        var result = new StringBuilder();
        foreach (var value in call.All)
        {
            var text = Values.ToText(value);
            call.TakeCharacters(text.Length);
            result.Append(text);
        }

        return JsonValue.Create(result.ToString());
    }

    private static JsonValue NewGuid(FunctionCall call)
    {
        var format = call.OptionalText(0) ?? "D";
        if (format.Length != 1 || !"NDBPX".Contains(format, StringComparison.OrdinalIgnoreCase))
        {
            throw call.ErrorAt(0, $"'{format}' is no format of a GUID; use N, D, B, P or X.");
        }

        var bytes = new byte[16];
        call.Options.Random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // version 4: random
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return JsonValue.Create(new Guid(bytes, bigEndian: true).ToString(format));
    }

    private static JsonValue Replace(FunctionCall call)
    {
        var (text, old, replacement) = (call.Text(0), call.Text(1), call.Text(2));
        if (old.Length == 0)
        {
            throw call.ErrorAt(1, "'replace' cannot look for an empty text.");
        }

        // Counted before it is made: replacing every letter by a long text multiplies.
        long count = 0;
        for (var index = text.IndexOf(old, StringComparison.Ordinal); index >= 0; index = text.IndexOf(old, index + old.Length, StringComparison.Ordinal))
        {
            count++;
        }

        call.TakeCharacters(text.Length + (count * (replacement.Length - old.Length)));
        return JsonValue.Create(text.Replace(old, replacement, StringComparison.Ordinal));
    }

    private static JsonArray Split(FunctionCall call)
    {
        var (text, delimiter) = (call.Text(0), call.Text(1));
        var parts = delimiter.Length == 0 ? [text] : text.Split(delimiter);
        call.TakeItems(parts.Length);
        return new JsonArray([.. parts.Select(part => JsonValue.Create(part))]);
    }

    private static JsonValue Substring(FunctionCall call)
    {
        var (text, start, length) = (call.Text(0), call.Integer(1), call.Integer(2));
        if (start < 0 || start >= text.Length)
        {
            throw call.ErrorAt(1, $"'substring' starts at {start}, outside the text of {text.Length} character(s), which are counted from 0.");
        }

        return length >= 0 && length <= text.Length - start
            ? call.Result(text.Substring((int)start, (int)length))
            : throw call.ErrorAt(2, $"'substring' takes {length} character(s) from {start} on, but the text has {text.Length}; see length(…).");
    }
}
