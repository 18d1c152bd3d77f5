using System.Text.Json;
using Azure.Bicep.Types.Concrete;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Types;

/// <summary>Holds the JSON of resources against Bicep's types; a little stricter where those are open: see <see cref="UnknownProperty"/> and <see cref="NotInList"/>.</summary>
internal static class TypeWalker
{
    /// <summary>A property that the type does not have; where it may have any, one that is nearly one of those it has.</summary>
    public const string UnknownProperty = "unknown-property";

    /// <summary>A property that must be there and is not.</summary>
    public const string MissingProperty = "missing-property";

    /// <summary>A text where a number is wanted, and so on.</summary>
    public const string WrongKind = "wrong-kind";

    /// <summary>A value that is none of those that the type lists, even where it allows others.</summary>
    public const string NotInList = "not-in-list";

    /// <summary>A number outside of its range, or a text outside of its lengths.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>A type of activity, dataset, source and so on that does not exist.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>A property that only Azure sets.</summary>
    public const string ReadOnlyProperty = "read-only-property";

    // Data Factory's Studio writes these into its files, though its REST API does not name them or keeps them to itself.
    private static readonly string[] WrittenByStudio = ["id", "type", "etag", "apiVersion", "systemData", "runtimeState", "lastPublishTime", "cancelAfter"];

    // The one name that Studio and the REST API's documentation write in different case.
    private const string DataFlowOfApi = "dataFlow";
    private const string DataFlowOfStudio = "dataflow";

    public static IEnumerable<TypeMistake> Check(FactoryResource resource) => Check(resource.Json, ResourceTypes.BodyOf(resource.Kind), resource.Place);

    private static IEnumerable<TypeMistake> Check(JsonElement json, TypeBase type, JsonPlace place) => type switch
    {
        AnyType => [],
        ObjectType found => IsOf(json, JsonValueKind.Object) ? CheckMembers(json, found.Properties, found.AdditionalProperties?.Type, place) : Wrong(json, found.Name == ExpressionText.TypeName ? "an expression" : "an object", place),
        DiscriminatedObjectType found => IsOf(json, JsonValueKind.Object) ? CheckDiscriminated(json, found, place) : Wrong(json, "an object", place),
        ArrayType found => IsOf(json, JsonValueKind.Array) ? json.EnumerateArray().SelectMany((item, index) => Check(item, found.ItemType.Type, place.Item(index))) : Wrong(json, "a list", place),
        StringType found => IsOf(json, JsonValueKind.String) ? ScalarCheck.Length(json, found, place) : Wrong(json, "a text", place),
        IntegerType found => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? ScalarCheck.Range(number, found, place) : Wrong(json, "a whole number", place),
        BooleanType => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? [] : Wrong(json, "true or false", place),
        StringLiteralType or UnionType => ScalarCheck.List(json, type, place),
        _ => [],
    };

    private static bool IsOf(JsonElement json, JsonValueKind kind) => json.ValueKind == kind;

    private static IEnumerable<TypeMistake> Wrong(JsonElement json, string wanted, JsonPlace place) =>
        json.ValueKind == JsonValueKind.Null ? [] : [new(WrongKind, place, $"{ScalarCheck.Shown(json)} stands where {wanted} is wanted", $"write {wanted}")];

    private static IEnumerable<TypeMistake> CheckDiscriminated(JsonElement json, DiscriminatedObjectType type, JsonPlace place)
    {
        if (ModelJson.Find(json, type.Discriminator) is not { ValueKind: JsonValueKind.String } kind)
        {
            return [new(MissingProperty, place.Child(type.Discriminator), $"The {type.Name} has no '{type.Discriminator}'", $"write one of {Few(type.Elements.Keys)}")];
        }

        var name = kind.GetString()!;
        if (!type.Elements.TryGetValue(name, out var element))
        {
            return [new(UnknownType, place.Child(type.Discriminator), $"'{name}' is no type of {type.Name}", NearestName.Remedy(name, [.. type.Elements.Keys], ""))];
        }

        var own = (ObjectType)element.Type;
        return CheckMembers(json, type.BaseProperties.Concat(own.Properties), own.AdditionalProperties?.Type, place);
    }

    private static IEnumerable<TypeMistake> CheckMembers(JsonElement json, IEnumerable<KeyValuePair<string, ObjectTypeProperty>> properties, TypeBase? others, JsonPlace place)
    {
        var known = properties.ToDictionary();
        foreach (var member in json.EnumerateObject())
        {
            var at = place.Child(member.Name);
            if (known.TryGetValue(member.Name == DataFlowOfStudio ? DataFlowOfApi : member.Name, out var property))
            {
                foreach (var mistake in property.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly) ? ReadOnly(member.Name, at) : Check(member.Value, property.Type.Type, at))
                {
                    yield return mistake;
                }
            }
            else if (others is null or AnyType)
            {
                var near = NearestName.Find(member.Name, known.Keys);
                if (near is not null || (others is null && !WrittenByStudio.Contains(member.Name)))
                {
                    yield return new(UnknownProperty, at, $"There is no '{member.Name}' here", near is null ? $"take it away; there are {Few(known.Keys)}" : $"write '{near}'");
                }
            }
            else
            {
                foreach (var mistake in Check(member.Value, others, at))
                {
                    yield return mistake;
                }
            }
        }

        foreach (var (name, property) in known)
        {
            if (property.Flags.HasFlag(ObjectTypePropertyFlags.Required) && !json.TryGetProperty(name, out _) && !(name == DataFlowOfApi && json.TryGetProperty(DataFlowOfStudio, out _)))
            {
                yield return new(MissingProperty, place.Child(name), $"'{name}' is missing", "give it a value");
            }
        }
    }

    private static IEnumerable<TypeMistake> ReadOnly(string name, JsonPlace place) =>
        WrittenByStudio.Contains(name) ? [] : [new(ReadOnlyProperty, place, $"Only Azure sets '{name}'", "take it away")];

    private static string Few(IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.Ordinal).ToList();
        return all.Count <= 12 ? string.Join(", ", all) : $"{string.Join(", ", all.Take(12))}, …";
    }
}

/// <summary>What does not go with Bicep's types.</summary>
internal sealed record TypeMistake(string Rule, JsonPlace Place, string Problem, string Remedy);
