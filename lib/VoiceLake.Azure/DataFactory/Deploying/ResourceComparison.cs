using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.Azure.DataFactory.Deploying;

/// <summary>Tells whether a resource says the same in a folder and in a factory.</summary>
/// <remarks>
/// Left out of account is what the service adds or keeps for itself: <c>id</c>, <c>name</c>, <c>type</c>, <c>etag</c> and <c>systemData</c>; of
/// the factory <c>provisioningState</c>, <c>createTime</c>, <c>version</c>, the ids of its identity, and tags and the Git connection where
/// the folder has none; <c>lastPublishTime</c>; the <c>runtimeState</c> of triggers; <c>encryptedCredential</c>; values of secure strings,
/// which the service never tells. Null, an empty object and an empty list count as nothing; a region is read without blanks and case.
/// </remarks>
internal static class ResourceComparison
{
    private static readonly string[] Own = ["id", "name", "type", "etag", "eTag", "systemData"];
    private static readonly string[] OwnOfProperties = ["lastPublishTime", "runtimeState"];
    private static readonly string[] OwnOfFactory = ["provisioningState", "createTime", "version"];

    /// <summary>The JSON paths at which the two differ, in the order of the JSON.</summary>
    public static IReadOnlyList<string> Differences(FactoryResourceKind kind, JsonElement wanted, JsonObject there) =>
        [.. Differences(Normal(kind, JsonObject.Create(wanted)!), Normal(kind, KeptFrom(kind, wanted, there)), "$")];

    /// <summary>What is sent: what the folder says, and of the factory what only the service knows.</summary>
    public static JsonObject Body(FactoryResourceKind kind, JsonElement wanted, JsonObject? there)
    {
        var body = JsonNode.Parse(wanted.GetRawText())!.AsObject();
        foreach (var name in Own)
        {
            body.Remove(name);
        }

        if (kind == FactoryResourceKind.Factory && there is not null)
        {
            Take(body, there, "tags");
            if (there["properties"] is JsonObject properties)
            {
                body["properties"] ??= new JsonObject();
                Take(body["properties"]!.AsObject(), properties, "repoConfiguration");
            }
        }

        return body;
    }

    private static void Take(JsonObject body, JsonObject there, string name)
    {
        if (!body.ContainsKey(name) && there[name] is { } value)
        {
            body[name] = value.DeepClone();
        }
    }

    /// <summary>What is there, without what the folder leaves to the service.</summary>
    private static JsonObject KeptFrom(FactoryResourceKind kind, JsonElement wanted, JsonObject there)
    {
        var kept = there.DeepClone().AsObject();
        if (kind == FactoryResourceKind.Factory)
        {
            if (!wanted.TryGetProperty("tags", out _))
            {
                kept.Remove("tags");
            }

            if (!wanted.TryGetProperty("properties", out var properties) || !properties.TryGetProperty("repoConfiguration", out _))
            {
                (kept["properties"] as JsonObject)?.Remove("repoConfiguration");
            }
        }

        return kept;
    }

    private static JsonObject Normal(FactoryResourceKind kind, JsonObject resource)
    {
        var normal = resource.DeepClone().AsObject();
        Remove(normal, Own);
        if (normal["properties"] is JsonObject properties)
        {
            Remove(properties, OwnOfProperties);
            (properties["typeProperties"] as JsonObject)?.Remove("encryptedCredential");
            if (kind == FactoryResourceKind.Factory)
            {
                Remove(properties, OwnOfFactory);
            }
        }

        if (kind == FactoryResourceKind.Factory)
        {
            Remove(normal["identity"] as JsonObject ?? [], ["principalId", "tenantId"]);
            if (normal["location"] is JsonValue location)
            {
                normal["location"] = location.ToString().Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
            }
        }

        return normal;
    }

    private static void Remove(JsonObject json, string[] names)
    {
        foreach (var name in names)
        {
            json.Remove(name);
        }
    }

    private static IEnumerable<string> Differences(JsonNode? wanted, JsonNode? there, string path)
    {
        if (IsNothing(wanted) && IsNothing(there))
        {
            return [];
        }

        return (wanted, there) switch
        {
            (JsonObject left, JsonObject right) => left.Select(member => member.Key).Union(right.Select(member => member.Key))
                .Where(name => !(name == "value" && IsSecret(left) && IsSecret(right)))
                .SelectMany(name => Differences(left[name], right[name], Child(path, name))),
            (JsonArray left, JsonArray right) => Enumerable.Range(0, Math.Max(left.Count, right.Count))
                .SelectMany(i => i < left.Count && i < right.Count ? Differences(left[i], right[i], $"{path}[{i}]") : [$"{path}[{i}]"]),
            _ => JsonNode.DeepEquals(wanted, there) ? [] : [path],
        };
    }

    private static bool IsNothing(JsonNode? node) => node is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };

    private static bool IsSecret(JsonObject json) => json["type"] is JsonValue type && type.ToString() == "SecureString";

    private static string Child(string path, string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? $"{path}.{name}" : $"{path}['{name}']";
}
