using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>Anything that Data Factory keeps as a JSON object: a typed, immutable view of that JSON, so that what this model does not know is kept as it is.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public abstract record ModelPart
{
    private protected ModelPart(JsonElement json, JsonPlace place)
    {
        (Json, Place) = (json, place);
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw place.Error($"A JSON {Kind(json)} stands where an object is wanted: write {{ … }}.");
        }
    }

    private protected ModelPart(string name)
        : this(ModelJson.Empty, new JsonPlace(name))
    {
    }

    /// <summary>The JSON as Data Factory keeps it.</summary>
    public JsonElement Json { get; private set; }

    internal JsonPlace Place { get; }

    /// <summary>Whether the other is of the same kind and its JSON says the same; order of members and layout do not count.</summary>
    public virtual bool Equals(ModelPart? other) => other is not null && EqualityContract == other.EqualityContract && JsonElement.DeepEquals(Json, other.Json);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, Json.EnumerateObject().Count());

    /// <summary>The JSON, laid out as in a file.</summary>
    public sealed override string ToString() => ModelJson.Text(Json).TrimEnd('\n');

    private protected string Text(params ReadOnlySpan<string> path) =>
        OptionalText(path) ?? throw PlaceOf(path).Error($"'{path[^1]}' is missing: give it a text.");

    private protected string? OptionalText(params ReadOnlySpan<string> path) => Find(path) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => throw PlaceOf(path).Error($"A JSON {Kind(other)} stands where a text is wanted: write it in quotes."),
    };

    private protected Dynamic Required(params ReadOnlySpan<string> path) =>
        OptionalValue(path) ?? throw PlaceOf(path).Error($"'{path[^1]}' is missing: give a value or an expression.");

    private protected Dynamic? OptionalValue(params ReadOnlySpan<string> path) => Find(path) is { } json ? new Dynamic(json, PlaceOf(path)) : null;

    private protected Dynamic<T>? OptionalValue<T>(params ReadOnlySpan<string> path)
        where T : struct => Find(path) is { } json ? new Dynamic<T>(json, PlaceOf(path)) : null;

    private protected T Part<T>(Func<JsonElement, JsonPlace, T> read, params ReadOnlySpan<string> path)
        where T : ModelPart => OptionalPart(read, path) ?? throw PlaceOf(path).Error($"'{path[^1]}' is missing: write {{ … }}.");

    private protected T? OptionalPart<T>(Func<JsonElement, JsonPlace, T> read, params ReadOnlySpan<string> path)
        where T : ModelPart => Find(path) is { } json ? read(json, PlaceOf(path)) : null;

    private protected IReadOnlyList<T> List<T>(Func<JsonElement, JsonPlace, T> read, params ReadOnlySpan<string> path)
    {
        if (Find(path) is not { } json)
        {
            return [];
        }

        var place = PlaceOf(path);
        return json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select((item, index) => read(item, place.Item(index)))]
            : throw place.Error($"A JSON {Kind(json)} stands where a list is wanted: write [ … ].");
    }

    private protected IReadOnlyDictionary<string, T> Map<T>(Func<JsonElement, JsonPlace, T> read, params ReadOnlySpan<string> path)
    {
        var members = new Dictionary<string, T>(StringComparer.Ordinal);
        if (Find(path) is { } json)
        {
            var place = PlaceOf(path);
            foreach (var member in json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : throw place.Error($"A JSON {Kind(json)} stands where an object is wanted: write {{ … }}."))
            {
                members[member.Name] = read(member.Value, place.Child(member.Name));
            }
        }

        return members;
    }

    private protected static string TextOf(JsonElement json, JsonPlace place) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : throw place.Error($"A JSON {Kind(json)} stands where a text is wanted: write it in quotes.");

    private protected JsonElement? Find(params ReadOnlySpan<string> path) => ModelJson.Find(Json, path);

    private protected void Set(JsonElement? value, params ReadOnlySpan<string> path) => Json = ModelJson.Set(Json, value, path);

    private protected void Set(string? value, params ReadOnlySpan<string> path) => Set(value is null ? null : JsonSerializer.SerializeToElement(value), path);

    private protected void Set(ModelPart? value, params ReadOnlySpan<string> path) => Set(value?.Json, path);

    private protected void Set(IEnumerable<ModelPart> values, params ReadOnlySpan<string> path) => Set(ModelJson.ArrayOf(values.Select(value => value.Json)), path);

    private protected void Set(IEnumerable<string> values, params ReadOnlySpan<string> path) => Set(JsonSerializer.SerializeToElement(values), path);

    /// <summary>The same kind of part with one member changed: the base of every <c>With…</c>.</summary>
    internal ModelPart WithMember(JsonElement value, params ReadOnlySpan<string> path)
    {
        var copy = this with { };
        copy.Set(value, path);
        return copy;
    }

    private JsonPlace PlaceOf(ReadOnlySpan<string> path)
    {
        var place = Place;
        foreach (var name in path)
        {
            place = place.Child(name);
        }

        return place;
    }

    private static string Kind(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
