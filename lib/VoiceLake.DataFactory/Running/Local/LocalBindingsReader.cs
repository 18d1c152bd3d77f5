using System.Text.Json;

namespace VoiceLake.DataFactory.Running.Local;

/// <summary>Reads the JSON of local bindings.</summary>
internal static class LocalBindingsReader
{
    private const string Form = "write {\"lakes\": {\"address\": \"folder\"}, \"notebooks\": {\"path\": \"file\"}}";

    public static LocalBindings Parse(byte[] json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json.AsMemory(json.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), new JsonDocumentOptions { AllowDuplicateProperties = false });
            var bindings = new LocalBindings { Folder = Path.GetDirectoryName(Path.GetFullPath(file))! };
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException($"'{file}', $: a JSON object is wanted: {Form}.");
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                bindings = member.Name switch
                {
                    "lakes" => bindings with { Lakes = Texts(member, file) },
                    "notebooks" => bindings with { Notebooks = Texts(member, file) },
                    _ => throw new FormatException($"'{file}', $.{member.Name}: there is no such member: {Form}."),
                };
            }

            return bindings;
        }
        catch (JsonException e)
        {
            throw new FormatException($"'{file}' is no JSON: {e.Message}", e);
        }
    }

    private static Dictionary<string, string> Texts(JsonProperty member, string file)
    {
        if (member.Value.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"'{file}', $.{member.Name}: an object of texts is wanted: {Form}.");
        }

        return member.Value.EnumerateObject().ToDictionary(
            pair => pair.Name,
            pair => pair.Value.ValueKind == JsonValueKind.String && pair.Value.GetString() is { Length: > 0 } text
                ? text
                : throw new FormatException($"'{file}', $.{member.Name}['{pair.Name}']: {pair.Value.GetRawText()} stands where a path in quotes is wanted."));
    }
}
