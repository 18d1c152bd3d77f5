using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Model;

/// <summary>Changes to immutable JSON, and the one way in which the files are written.</summary>
internal static class ModelJson
{
    public static readonly JsonElement Empty = JsonSerializer.SerializeToElement(new JsonObject());

    // Members that every reader wants first or last; those of typeProperties keep the order in which they were given.
    private static readonly string[] Order =
    [
        "name", "referenceName", "type", "description", "state", "onInactiveMarkAs", "dependsOn", "policy", "linkedServiceName",
        "inputs", "outputs", "parameters", "variables", "concurrency", "properties", "typeProperties", "activities", "runtimeState", "pipelines",
    ];

    // Relaxed, since an expression is full of quotes and these files are never put into a web page as they are.
    private static readonly JsonWriterOptions Layout = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a file: two spaces, line feeds, one at the end.</summary>
    public static string Text(JsonElement json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    public static JsonElement? Find(JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json;
    }

    /// <summary>The same object with another value at a path; null takes the member away.</summary>
    public static JsonElement Set(JsonElement target, JsonElement? value, ReadOnlySpan<string> path, bool ordered = true)
    {
        var members = target.ValueKind == JsonValueKind.Object ? JsonObject.Create(target)! : [];
        var name = path[0];
        var child = path.Length == 1 ? value : Set(Find(target, name) ?? Empty, value, path[1..], ordered && name != "typeProperties");
        if (child is null)
        {
            members.Remove(name);
        }
        else if (members.ContainsKey(name))
        {
            members[name] = NodeOf(child.Value);
        }
        else
        {
            members.Insert(ordered ? IndexOf(members, name) : members.Count, name, NodeOf(child.Value));
        }

        return JsonSerializer.SerializeToElement(members);
    }

    public static JsonElement ArrayOf(IEnumerable<JsonElement> items) => JsonSerializer.SerializeToElement(items);

    private static int IndexOf(JsonObject members, string name)
    {
        var rank = RankOf(name);
        var index = 0;
        while (index < members.Count && RankOf(members.GetAt(index).Key) <= rank)
        {
            index++;
        }

        return index;
    }

    private static int RankOf(string name) => Array.IndexOf(Order, name) is >= 0 and var rank ? rank : Order.Length;

    private static JsonNode? NodeOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(json),
        JsonValueKind.Array => JsonArray.Create(json),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(json),
    };
}
