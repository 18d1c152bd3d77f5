using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions;

/// <summary>The expressions inside a JSON value, such as the properties of an activity.</summary>
/// <remarks>
/// Notebook: 04-adf-orchestration
/// <para>Expressions are objects <c>{"value": "@…", "type": "Expression"}</c>, replaced as a whole, and strings with a leading <c>@</c> or an
/// <c>@{…}</c>. Everything else stays as it is, property names too.</para>
/// </remarks>
public static class ExpressionTree
{
    /// <summary>A copy of the value with every expression replaced by its value.</summary>
    /// <exception cref="ExpressionException">One of them cannot be read or evaluated; the message names its JSON path.</exception>
    public static JsonNode? Evaluate(JsonNode? node, ExpressionScope? scope = null, ExpressionOptions? options = null)
    {
        scope ??= ExpressionScope.Empty;
        options ??= new ExpressionOptions();
        return Evaluate(node, "$", scope, options);
    }

    /// <summary>Every text that is an expression or has one in it, in the order of the JSON.</summary>
    public static IEnumerable<ExpressionPlace> Find(JsonNode? node) => Find(node, "$");

    private static JsonNode? Evaluate(JsonNode? node, string path, ExpressionScope scope, ExpressionOptions options)
    {
        switch (node)
        {
            case JsonObject wrapped when ValueOf(wrapped) is { } text:
                return Evaluate(text, $"{path}.value", scope, options);
            case JsonObject found:
                var copy = new JsonObject();
                foreach (var (name, value) in found)
                {
                    copy[name] = Evaluate(value, Child(path, name), scope, options);
                }

                return copy;
            case JsonArray found:
                return new JsonArray([.. found.Select((item, index) => Evaluate(item, $"{path}[{index}]", scope, options))]);
            case JsonValue found when found.GetValueKind() == JsonValueKind.String:
                return Evaluate(found.ToString(), path, scope, options);
            default:
                return node?.DeepClone();
        }
    }

    private static JsonNode? Evaluate(string text, string path, ExpressionScope scope, ExpressionOptions options)
    {
        try
        {
            return Expression.Parse(text).Evaluate(scope, options);
        }
        catch (ExpressionException problem)
        {
            throw problem.At(path);
        }
    }

    private static IEnumerable<ExpressionPlace> Find(JsonNode? node, string path) => node switch
    {
        JsonObject wrapped when ValueOf(wrapped) is { } text => [new ExpressionPlace($"{path}.value", text)],
        JsonObject found => found.SelectMany(pair => Find(pair.Value, Child(path, pair.Key))),
        JsonArray found => found.SelectMany((item, index) => Find(item, $"{path}[{index}]")),
        JsonValue found when found.GetValueKind() == JsonValueKind.String && IsExpression(found.ToString()) => [new ExpressionPlace(path, found.ToString())],
        _ => [],
    };

    private static bool IsExpression(string text) => text.StartsWith('@') || text.Contains("@{", StringComparison.Ordinal);

    private static string? ValueOf(JsonObject found) =>
        found.Count == 2 && Values.TextOrNull(found["type"]) == "Expression" ? Values.TextOrNull(found["value"]) : null;

    private static string Child(string path, string name) =>
        name.Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter == '_') ? $"{path}.{name}" : $"{path}['{name}']";
}

/// <summary>Where an expression stands in a JSON value.</summary>
/// <param name="Path">Its JSON path, such as <c>$.typeProperties.items.value</c>.</param>
/// <param name="Text">The text, to be read by <see cref="Expression.Parse"/>.</param>
public sealed record ExpressionPlace(string Path, string Text);
