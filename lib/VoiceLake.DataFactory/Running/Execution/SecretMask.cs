using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>Takes values out of records that nobody may read there.</summary>
internal sealed class SecretMask(IEnumerable<string> secrets)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ImmutableArray<string> _secrets = Forms(secrets);

    /// <summary>What a record shows in place of an input or output that is secure.</summary>
    public static JsonElement Hidden { get; } = JsonSerializer.SerializeToElement(RunParameters.Hidden);

    /// <summary>Hides these from now on, too.</summary>
    public void Learn(IEnumerable<string> more)
    {
        string[] forms = [.. Forms(more)];
        ImmutableInterlocked.Update(ref _secrets, known => Sorted(known.Concat(forms)));
    }

    public JsonElement Apply(JsonNode node)
    {
        if (_secrets.IsEmpty)
        {
            return JsonSerializer.SerializeToElement(node);
        }

        return JsonSerializer.SerializeToElement(Masked(node));
    }

    public string Apply(string text) => _secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, RunParameters.Hidden, StringComparison.Ordinal));

    /// <summary>Whether a value holds something secret.</summary>
    public bool Finds(JsonNode? node) => !_secrets.IsEmpty && !JsonNode.DeepEquals(node, Masked(node));

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

    /// <summary>Each secret as it is, and as it stands inside JSON, where quotes and letters beyond ASCII are written otherwise.</summary>
    private static ImmutableArray<string> Forms(IEnumerable<string> secrets) =>
        Sorted(secrets.SelectMany(secret => (string[])[secret, JsonSerializer.Serialize(secret)[1..^1], JsonSerializer.Serialize(secret, Relaxed)[1..^1]]));

    /// <summary>The longest first: a secret that holds another must go as a whole.</summary>
    private static ImmutableArray<string> Sorted(IEnumerable<string> texts) => [.. texts.Distinct().OrderByDescending(text => text.Length)];
}
