using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>Functions from one kind to another.</summary>
/// <remarks>
/// <c>coalesce</c> stops at the first value that is not null. <c>int</c> takes whole numbers only, as text or not, and booleans as 1 and 0;
/// <c>float</c> reads text in the invariant culture, with commas between thousands; <c>bool</c> takes numbers (all but 0 are true) and the texts
/// true and false in any case. <c>json</c> of null is an empty object (documented), of a value that is JSON already that value, of XML as
/// <see cref="XmlJson"/> says.
/// </remarks>
internal static class ConversionFunctions
{
    public static IEnumerable<ExpressionFunction> All { get; } =
    [
        new("array", 1, 1, call => new JsonArray(call[0]?.DeepClone())),
        new("bool", 1, 1, Bool),
        new("coalesce", 1, FunctionTable.Any, Coalesce, IsLazy: true),
        new("createArray", 1, FunctionTable.Any, call => new JsonArray([.. call.All.Select(item => item?.DeepClone())])),
        new("float", 1, 1, Float),
        new("int", 1, 1, Int),
        new("json", 1, 1, Json),
        new("string", 1, 1, call => call.Result(Values.ToText(call[0]))),
    ];

    private static JsonValue Bool(FunctionCall call) => call.KindAt(0) switch
    {
        Kind.Boolean => JsonValue.Create(call.Boolean(0)),
        Kind.Integer or Kind.Float => JsonValue.Create(call.Number(0).AsDouble != 0),
        Kind.String => bool.TryParse(call.Text(0).Trim(), out var value) ? JsonValue.Create(value) : throw NotConvertible(call, "a Boolean", "'true' or 'false'"),
        _ => throw call.WrongKind(0, "a Boolean, an Integer, a Float or a String"),
    };

    private static JsonNode? Coalesce(FunctionCall call)
    {
        for (var index = 0; index < call.Count; index++)
        {
            if (call[index] is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private static JsonValue Float(FunctionCall call) => call.KindAt(0) switch
    {
        Kind.Integer or Kind.Float => JsonValue.Create(call.Number(0).AsDouble),
        Kind.String => double.TryParse(call.Text(0), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? JsonValue.Create(value)
            : throw NotConvertible(call, "a Float", "digits with a point, such as '10.333'"),
        _ => throw call.WrongKind(0, "a String, an Integer or a Float"),
    };

    private static JsonValue Int(FunctionCall call)
    {
        switch (call.KindAt(0))
        {
            case Kind.Boolean:
                return JsonValue.Create(call.Boolean(0) ? 1L : 0L);
            case Kind.Integer:
                return JsonValue.Create(call.Integer(0));
            case Kind.Float:
                var number = call.Number(0).Float;
                return double.IsInteger(number) && Math.Abs(number) < long.MaxValue
                    ? JsonValue.Create((long)number)
                    : throw NotConvertible(call, "an Integer", "a whole number; cut one with div(…, 1) of integers or substring(…)");
            case Kind.String:
                return long.TryParse(call.Text(0), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
                    ? JsonValue.Create(value)
                    : throw NotConvertible(call, "an Integer", "digits alone, such as '10'");
            default:
                throw call.WrongKind(0, "a String, an Integer, a Float or a Boolean");
        }
    }

    private static JsonNode? Json(FunctionCall call)
    {
        if (call[0] is null)
        {
            return new JsonObject();
        }

        var text = BinaryContent.Read(call[0])?.ToText() ?? Values.TextOrNull(call[0]);
        if (text is null)
        {
            return call[0];
        }

        return text.AsSpan().TrimStart().StartsWith("<") ? XmlJson.ToJson(XmlFunctions.Read(call, text), call) : Parse(call, text);
    }

    /// <summary>Reads JSON text that an argument gives.</summary>
    internal static JsonNode? Parse(FunctionCall call, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            throw call.ErrorAt(0, $"'{call.Name}' cannot read '{Shorten(text)}' as JSON: {problem.Message}");
        }
    }

    private static ExpressionException NotConvertible(FunctionCall call, string kind, string expected) =>
        call.ErrorAt(0, $"'{call.Name}' cannot make {kind} of '{Shorten(Values.ToText(call[0]))}'; it takes {expected}.");

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
