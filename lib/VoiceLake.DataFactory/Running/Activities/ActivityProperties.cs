using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Execution;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>The evaluated properties of one part of an activity, a dataset or a linked service, read by kind; errors name the place and the property.</summary>
/// <param name="json">The properties.</param>
/// <param name="place">The activity or resource and the path in it, such as <c>Copy submission.source</c>.</param>
internal sealed class ActivityProperties(JsonObject json, string place)
{
    public JsonObject Json { get; } = json;

    public string Place { get; } = place;

    /// <summary>The type of the part.</summary>
    public string Type => RequiredText("type");

    /// <summary>Refuses properties that are not in the table of the part's type.</summary>
    public ActivityProperties Checked(string? type = null)
    {
        SupportedProperties.Check(this, type ?? Type);
        return this;
    }

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        var node when node.GetValueKind() is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Values.ToText(node),
        var node => throw Wrong(name, node, "a text"),
    };

    public string RequiredText(string name) => Text(name) is { Length: > 0 } text ? text : throw Missing(name);

    public bool Flag(string name, bool otherwise) => Find(name) switch
    {
        null => otherwise,
        var node when node.GetValueKind() is JsonValueKind.True or JsonValueKind.False => node.GetValue<bool>(),
        var node when bool.TryParse(Values.TextOrNull(node), out var flag) => flag,
        var node => throw Wrong(name, node, "true or false"),
    };

    public long Number(string name, long otherwise) => Find(name) switch
    {
        null => otherwise,
        var node when long.TryParse(Values.ToText(node), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var node => throw Wrong(name, node, "a whole number from 0"),
    };

    /// <summary>A single character; null for an empty text.</summary>
    public char? Letter(string name, char otherwise) => Text(name) switch
    {
        null => otherwise,
        "" => null,
        [var letter] => letter,
        _ => throw Wrong(name, Json[name]!, "a single character"),
    };

    public TimeSpan Duration(string name, TimeSpan otherwise) => Text(name) switch
    {
        null => otherwise,
        var text when TimeSpanText.TryRead(text, out var duration) && duration > TimeSpan.Zero => duration,
        _ => throw Wrong(name, Json[name]!, "a time such as 0.00:10:00 (days.hours:minutes:seconds)"),
    };

    public DateTimeOffset? Time(string name) => Text(name) switch
    {
        null or "" => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) => time,
        _ => throw Wrong(name, Json[name]!, "a time such as 2026-01-31T05:00:00Z"),
    };

    public ActivityProperties? Part(string name) => Find(name) switch
    {
        null => null,
        JsonObject part => new ActivityProperties(part, $"{Place}.{name}"),
        var node => throw Wrong(name, node, "an object"),
    };

    public ActivityProperties RequiredPart(string name) => Part(name) ?? throw Missing(name);

    public JsonArray? List(string name) => Find(name) switch
    {
        null => null,
        JsonArray list => list,
        var node => throw Wrong(name, node, "a list"),
    };

    /// <summary>A secret: a text, or a SecureString that holds one.</summary>
    public string? Secret(string name)
    {
        if (Find(name) is not JsonObject secret)
        {
            return Text(name);
        }

        var part = new ActivityProperties(secret, $"{Place}.{name}");
        return part.Type == "SecureString" ? part.RequiredText("value") : throw part.Unsupported("type", part.Type, "give a SecureString");
    }

    public WorkException Unsupported(string name, string value, string remedy) =>
        new(WorkException.Unsupported, $"{Place}: {name} '{value}' is not supported here: {remedy}.");

    public WorkException Missing(string name) => new(WorkException.Invalid, $"{Place}: '{name}' is missing: give it a value.");

    public WorkException Wrong(string name, JsonNode node, string wanted) =>
        new(WorkException.Invalid, $"{Place}: '{name}' is {Shorten(Values.ToJson(node))} where {wanted} is wanted.");

    private JsonNode? Find(string name) => Json.TryGetPropertyValue(name, out var node) ? node : null;

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
