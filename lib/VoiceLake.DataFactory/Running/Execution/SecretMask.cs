using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>Takes values out of records that nobody may read there.</summary>
internal sealed class SecretMask(IReadOnlyList<string> secrets)
{
    /// <summary>What a record shows in place of an input or output that is secure.</summary>
    public static JsonElement Hidden { get; } = JsonSerializer.SerializeToElement(RunParameters.Hidden);

    public JsonElement Apply(JsonNode node)
    {
        if (secrets.Count == 0)
        {
            return JsonSerializer.SerializeToElement(node);
        }

        return JsonSerializer.SerializeToElement(Masked(node));
    }

    public string Apply(string text) => secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, RunParameters.Hidden, StringComparison.Ordinal));

    /// <summary>Whether a value holds something secret.</summary>
    public bool Finds(JsonNode? node) => secrets.Count > 0 && !JsonNode.DeepEquals(node, Masked(node));

    private JsonNode? Masked(JsonNode? node) => node switch
    {
        JsonObject found => new JsonObject(found.Select(pair => KeyValuePair.Create(pair.Key, Masked(pair.Value)))),
        JsonArray found => new JsonArray([.. found.Select(Masked)]),
        JsonValue found when found.GetValueKind() == JsonValueKind.String => Apply(found.GetValue<string>()),
        _ => node?.DeepClone(),
    };

    /// <summary>The texts inside a value that are long enough to be told apart from ordinary words.</summary>
    public static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(pair => TextsOf(pair.Value)),
        JsonArray found => found.SelectMany(TextsOf),
        JsonValue found when found.GetValueKind() == JsonValueKind.String && found.GetValue<string>() is { Length: >= 4 } text => [text],
        _ => [],
    };
}
