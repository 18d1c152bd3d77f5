using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>Functions of arrays, strings and objects.</summary>
/// <remarks>
/// <c>contains</c> regards case in strings and items, not in names of properties. <c>empty</c> of null is true; <c>first</c> and <c>last</c> of
/// something empty are null. <c>union</c> and <c>intersection</c> compare items by value and keep the order of first appearance; of objects the
/// last value of a name wins.
/// </remarks>
internal static class CollectionFunctions
{
    public static IEnumerable<ExpressionFunction> All { get; } =
    [
        new("contains", 2, 2, Contains),
        new("empty", 1, 1, Empty),
        new("first", 1, 1, call => At(call, 0)),
        new("intersection", 2, FunctionTable.Any, Intersection),
        new("join", 2, 2, Join),
        new("last", 1, 1, call => At(call, ^1)),
        new("length", 1, 1, call => call[0] is JsonArray items ? items.Count : (long)TextOrArray(call).Length),
        new("skip", 2, 2, call => Part(call, count => count..)),
        new("take", 2, 2, call => Part(call, count => ..count)),
        new("union", 2, FunctionTable.Any, Union),
    ];

    private static JsonValue Contains(FunctionCall call) => call.KindAt(0) switch
    {
        Kind.String => JsonValue.Create(call[0]!.ToString().Contains(Values.ToText(call[1]), StringComparison.Ordinal)),
        Kind.Array => JsonValue.Create(call.Array(0).Any(item => Values.AreEqual(item, call[1]))),
        Kind.Object => JsonValue.Create(Values.TryFind(call[0]!.AsObject(), call.Text(1), out _)),
        _ => throw call.WrongKind(0, "a String, an Array or an Object"),
    };

    private static JsonValue Empty(FunctionCall call) => call[0] switch
    {
        null => JsonValue.Create(true),
        JsonArray items => JsonValue.Create(items.Count == 0),
        JsonObject found => JsonValue.Create(found.Count == 0),
        _ when call.KindAt(0) == Kind.String => JsonValue.Create(call.Text(0).Length == 0),
        _ => throw call.WrongKind(0, "a String, an Array or an Object"),
    };

    private static JsonNode? At(FunctionCall call, Index index)
    {
        if (call[0] is JsonArray items)
        {
            return items.ElementAtOrDefault(index);
        }

        var text = TextOrArray(call);
        return text.Length == 0 ? null : JsonValue.Create(text[index].ToString());
    }

    private static JsonNode Part(FunctionCall call, Func<int, Range> range)
    {
        var isText = call[0] is not JsonArray;
        var size = isText ? TextOrArray(call).Length : call.Array(0).Count;
        var count = call.Integer(1);
        if (count < 0)
        {
            throw call.ErrorAt(1, $"'{call.Name}' counts from 0 on, not {count}.");
        }

        var part = range((int)Math.Min(count, size));
        return isText ? call.Result(call.Text(0)[part]) : ToArray(call, call.Array(0).Take(part));
    }

    private static JsonValue Join(FunctionCall call)
    {
        var (texts, delimiter) = (call.Array(0).Select(Values.ToText).ToArray(), call.Text(1));
        call.TakeCharacters(texts.Sum(text => (long)text.Length) + ((long)delimiter.Length * texts.Length));
        return JsonValue.Create(string.Join(delimiter, texts));
    }

    private static JsonNode Union(FunctionCall call)
    {
        if (!AreObjects(call))
        {
            return ToArray(call, call.All.SelectMany(items => items!.AsArray()).DistinctBy(Values.ToKey));
        }

        var result = new JsonObject();
        foreach (var (name, value) in call.All.SelectMany(found => found!.AsObject()))
        {
            result[name] = value?.DeepClone();
        }

        return result;
    }

    private static JsonNode Intersection(FunctionCall call)
    {
        if (!AreObjects(call))
        {
            var others = call.All.Skip(1).Select(items => items!.AsArray().Select(Values.ToKey).ToHashSet()).ToArray();
            return ToArray(call, call.Array(0).DistinctBy(Values.ToKey).Where(item => others.All(other => other.Contains(Values.ToKey(item)))));
        }

        // Names in common decide, the last value is taken: that is what the documentation says of items with the same name.
        var last = call[call.Count - 1]!.AsObject();
        return new JsonObject(call[0]!.AsObject()
            .Where(pair => call.All.Skip(1).All(found => found!.AsObject().ContainsKey(pair.Key)))
            .Select(pair => KeyValuePair.Create(pair.Key, last[pair.Key]?.DeepClone())));
    }

    private static bool AreObjects(FunctionCall call)
    {
        var kind = call.KindAt(0) is Kind.Array or Kind.Object ? call.KindAt(0) : throw call.WrongKind(0, "an Array or an Object");
        for (var index = 1; index < call.Count; index++)
        {
            if (call.KindAt(index) != kind)
            {
                throw call.WrongKind(index, $"an {kind} like the first");
            }
        }

        return kind == Kind.Object;
    }

    private static string TextOrArray(FunctionCall call) => Values.TextOrNull(call[0]) ?? throw call.WrongKind(0, "a String or an Array");

    private static JsonArray ToArray(FunctionCall call, IEnumerable<JsonNode?> items)
    {
        var copies = items.Select(item => item?.DeepClone()).ToArray();
        call.TakeItems(copies.Length);
        return new JsonArray(copies);
    }
}
