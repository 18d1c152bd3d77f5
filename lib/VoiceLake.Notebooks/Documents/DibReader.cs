using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Reads .dib: text in which a line <c>#!language</c> starts a cell and <c>#!meta</c> a block of JSON about the document.</summary>
internal static class DibReader
{
    private const string Meta = "meta";

    public static NotebookDocument Parse(string text, string path)
    {
        var blocks = Blocks(text.ReplaceLineEndings("\n"), path, out var meta);
        var defaultLanguage = meta?["kernelInfo"]?["defaultKernelName"] is JsonValue name && name.TryGetValue<string>(out var named)
            ? Languages.Canonical(named)
            : Languages.CSharp;
        var cells = new JsonArray();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (language, source) in blocks)
        {
            var cell = ToCell(language ?? defaultLanguage, source);
            var id = JupyterCells.NewId(source, cells.Count, taken);
            taken.Add(id);
            JupyterCells.AddId(cell, id);
            cells.Add((JsonNode)cell);
        }

        return new(Document(cells, meta, defaultLanguage), path, null, JupyterCells.Ids(cells));
    }

    private static JsonObject Document(JsonArray cells, JsonObject? meta, string language)
    {
        var metadata = new JsonObject
        {
            ["kernelspec"] = new JsonObject
            {
                ["display_name"] = language == Languages.CSharp ? ".NET (C#)" : $".NET ({language})",
                ["language"] = language == Languages.CSharp ? "C#" : language,
                ["name"] = $".net-{language}",
            },
        };
        if (meta is not null)
        {
            metadata["polyglot_notebook"] = meta.DeepClone();
        }

        return new() { ["cells"] = cells, ["metadata"] = metadata, ["nbformat"] = 4, ["nbformat_minor"] = 5 };
    }

    private static JsonObject ToCell(string language, string source) => language switch
    {
        Languages.Markdown => JupyterCells.Prose(source, CellKind.Markdown),
        "raw" => JupyterCells.Prose(source, CellKind.Raw),
        _ => JupyterCells.Code(source, language),
    };

    private static List<(string? Language, string Source)> Blocks(string text, string path, out JsonObject? meta)
    {
        var known = new HashSet<string>(Languages.Known, StringComparer.OrdinalIgnoreCase) { Meta };
        var blocks = new List<(string?, string)>();
        var lines = text.Split('\n');
        meta = null;
        string? language = null;
        var start = 0;
        for (var index = 0; index <= lines.Length; index++)
        {
            var next = index < lines.Length ? Separator(lines[index], known) : "";
            if (next is null)
            {
                continue;
            }

            var source = string.Join('\n', lines[start..index]).Trim('\n');
            if (language == Meta)
            {
                meta = ParseMeta(source, path, start);
                AddKernels(meta, known);
            }
            else if (language is not null || source.Trim().Length > 0)
            {
                blocks.Add((language is null ? null : Languages.Canonical(language), source));
            }

            language = next;
            start = index + 1;
        }

        return blocks;
    }

    /// <summary>The language a line starts a cell of; <c>null</c> for every other line, magic commands such as <c>#!time</c> among them.</summary>
    private static string? Separator(string line, HashSet<string> known) =>
        line.StartsWith("#!", StringComparison.Ordinal) && known.TryGetValue(line[2..].TrimEnd(), out var language) ? language : null;

    private static void AddKernels(JsonObject meta, HashSet<string> known)
    {
        foreach (var item in meta["kernelInfo"]?["items"] as JsonArray ?? [])
        {
            var names = new[] { item?["name"] }.Concat(item?["aliases"] as JsonArray ?? []);
            known.UnionWith(names.OfType<JsonValue>().Select(name => name.ToString()));
        }
    }

    private static JsonObject ParseMeta(string source, string path, int line)
    {
        try
        {
            return JsonNode.Parse(source) as JsonObject ?? throw new JsonException("expected an object");
        }
        catch (JsonException error)
        {
            throw new NotebookFormatException(path, $"line {line}: the #!meta block is not JSON: {error.Message}", error);
        }
    }
}
