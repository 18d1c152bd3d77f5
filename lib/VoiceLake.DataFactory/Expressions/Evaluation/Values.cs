using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Expressions.Evaluation;

/// <summary>The kinds of value, as Data Factory's errors name them.</summary>
internal enum Kind
{
    Null,
    Boolean,
    Integer,
    Float,
    String,
    Array,
    Object,
}

/// <summary>What JSON values are to an expression: their kind, text, equality and order.</summary>
internal static class Values
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Kind KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => Kind.String,
        JsonValueKind.Number => Number.Read((JsonValue)node).IsInteger ? Kind.Integer : Kind.Float,
        JsonValueKind.True or JsonValueKind.False => Kind.Boolean,
        JsonValueKind.Array => Kind.Array,
        JsonValueKind.Object => Kind.Object,
        _ => Kind.Null,
    };

    /// <summary>The kind in words, such as <c>an Integer</c>.</summary>
    public static string Describe(JsonNode? node) => KindOf(node) switch
    {
        Kind.Null => "null",
        Kind.Integer or Kind.Array or Kind.Object => $"an {KindOf(node)}",
        var kind => $"a {kind}",
    };

    public static string? TextOrNull(JsonNode? node) => KindOf(node) == Kind.String ? StringOf(node!) : null;

    /// <summary>The value as text: null is empty, booleans are True and False, binary its bytes as UTF-8, arrays and objects are JSON.</summary>
    public static string ToText(JsonNode? node) => KindOf(node) switch
    {
        Kind.Null => "",
        Kind.String => StringOf(node!),
        Kind.Boolean => node!.GetValueKind() == JsonValueKind.True ? "True" : "False",
        Kind.Integer or Kind.Float => Number.Read((JsonValue)node!).ToString(),
        _ => BinaryContent.Read(node) is { } binary ? binary.ToText() : ToJson(node),
    };

    public static string ToJson(JsonNode? node) => node is null ? "null" : node.ToJsonString(Compact);

    public static bool AreEqual(JsonNode? left, JsonNode? right)
    {
        var (first, second) = (KindOf(left), KindOf(right));
        return (first, second) switch
        {
            (Kind.Integer or Kind.Float or Kind.Boolean, Kind.Integer or Kind.Float or Kind.Boolean) => ToNumber(left!).CompareTo(ToNumber(right!)) == 0,
            _ when first != second => false,
            (Kind.Null, _) => true,
            (Kind.String, _) => string.Equals(StringOf(left!), StringOf(right!), StringComparison.Ordinal),
            (Kind.Array, _) => left!.AsArray().Count == right!.AsArray().Count && left.AsArray().Zip(right.AsArray()).All(pair => AreEqual(pair.First, pair.Second)),
            _ => left!.AsObject().Count == right!.AsObject().Count
                && left.AsObject().All(pair => right.AsObject().TryGetPropertyValue(pair.Key, out var other) && AreEqual(pair.Value, other)),
        };
    }

    /// <summary>A text that two values share exactly when they are the same, for sets: properties in order of name, numbers by value.</summary>
    public static string ToKey(JsonNode? node)
    {
        var key = new StringBuilder();
        AppendKey(key, node);
        return key.ToString();
    }

    /// <summary>The property of a name, exactly and then without regard to case.</summary>
    public static bool TryFind(JsonObject found, string name, out JsonNode? value)
    {
        if (found.TryGetPropertyValue(name, out value))
        {
            return true;
        }

        var other = found.Where(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Take(1).ToArray();
        value = other.Length == 0 ? null : other[0].Value;
        return other.Length > 0;
    }

    // A value made in C# of a time or a GUID is text in JSON too, but does not give itself as a string.
    private static string StringOf(JsonNode node) =>
        node.AsValue().TryGetValue<string>(out var text) ? text : JsonSerializer.Deserialize<string>(node.ToJsonString())!;

    private static Number ToNumber(JsonNode node) =>
        node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? Number.Of(node.GetValueKind() == JsonValueKind.True ? 1 : 0) : Number.Read((JsonValue)node);

    private static void AppendKey(StringBuilder key, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject found:
                key.Append('{');
                foreach (var (name, value) in found.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    key.Append(CultureInfo.InvariantCulture, $"{name.Length}:{name}=");
                    AppendKey(key, value);
                }

                key.Append('}');
                break;
            case JsonArray items:
                key.Append('[');
                foreach (var item in items)
                {
                    AppendKey(key, item);
                }

                key.Append(']');
                break;
            default:
                var text = ToText(node);
                var kind = KindOf(node) == Kind.Float ? Kind.Integer : KindOf(node);
                key.Append(CultureInfo.InvariantCulture, $"{kind}{text.Length}:{text};");
                break;
        }
    }
}
