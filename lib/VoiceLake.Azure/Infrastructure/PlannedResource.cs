using System.Text.Json;

namespace VoiceLake.Azure.Infrastructure;

/// <summary>One resource that a deployment would make, with every parameter put in.</summary>
internal sealed class PlannedResource(JsonElement json)
{
    /// <summary>The whole of it.</summary>
    public JsonElement Json => json;

    /// <summary>Provider and type, such as <c>Microsoft.Storage/storageAccounts</c>.</summary>
    public string Type { get; } = json.GetProperty("type").GetString()!;

    /// <summary>The id below the subscription, or as much of it as is known before the deployment.</summary>
    public string Id { get; } = json.TryGetProperty("id", out var id) ? id.GetString()! : "";

    /// <summary>The last part of the name; the whole expression where it is computed only during the deployment.</summary>
    public string Name { get; } = json.GetProperty("name").GetString() is { } name && IsExpression(name) ? name : json.GetProperty("name").GetString()!.Split('/')[^1];

    /// <summary>Whether it is of this type; Azure does not tell upper from lower case.</summary>
    public bool Is(string type) => string.Equals(Type, type, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it lies in, or is said of, another.</summary>
    public bool IsOf(PlannedResource other) => Id.StartsWith(other.Id + "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The value at a path such as <c>properties.isHnsEnabled</c>; null where there is none.</summary>
    public JsonElement? Find(string path)
    {
        var found = json;
        foreach (var name in path.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found.ValueKind == JsonValueKind.Null ? null : found;
    }

    /// <summary>The text at a path; null where there is none, or where it is computed only during the deployment.</summary>
    public string? Text(string path) =>
        Find(path) is { ValueKind: JsonValueKind.String } found && found.GetString() is { } text && !IsExpression(text) ? text : null;

    /// <summary>Whether the value at a path is this.</summary>
    public bool Has(string path, bool value) => Find(path)?.ValueKind == (value ? JsonValueKind.True : JsonValueKind.False);

    /// <summary>Whether a text is computed only during the deployment.</summary>
    public static bool IsExpression(string text) => text.StartsWith('[') && !text.StartsWith("[[", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Name}";
}
