using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>The lines that start a cell of a .dib file: <c>#!</c> and the name of a language, alone on their line.</summary>
internal sealed class DibSeparators
{
    private readonly HashSet<string> _names = new(Languages.Known, StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the names and aliases that a <c>#!meta</c> block gives.</summary>
    public void Add(JsonObject meta)
    {
        foreach (var item in Items(meta).OfType<JsonObject>())
        {
            var names = new[] { item["name"] }.Concat(item["aliases"] as JsonArray ?? []);
            _names.UnionWith(names.OfType<JsonValue>().Select(name => name.ToString()));
        }
    }

    /// <summary>The language a line starts a cell of; <c>null</c> for every other line, magic commands such as <c>#!time</c> among them.</summary>
    public string? LanguageOf(string line) =>
        line.StartsWith("#!", StringComparison.Ordinal) && _names.TryGetValue(line[2..].TrimEnd(), out var language) ? language : null;

    /// <summary>The kernels a <c>#!meta</c> block lists.</summary>
    public static JsonArray Items(JsonObject meta) => meta["kernelInfo"] is JsonObject info && info["items"] is JsonArray items ? items : [];
}
