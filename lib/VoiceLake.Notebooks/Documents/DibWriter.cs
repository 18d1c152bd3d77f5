using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Writes .dib: a <c>#!meta</c> block, then each cell below a line that names its language.</summary>
internal static class DibWriter
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="NotebookFormatException">A line of a cell would start a new cell; every such line is named.</exception>
    public static string Write(NotebookDocument document)
    {
        var meta = Meta(document);
        var separators = new DibSeparators();
        separators.Add(meta);
        var lines = new List<string> { "#!meta", "", meta.ToJsonString(OneLine), "" };
        var mistakes = new List<string>();
        foreach (var (cell, number) in document.Cells.Select((cell, index) => (cell, index + 1)))
        {
            if (cell.Kind == CellKind.Code && (cell.Language is "meta" or Languages.Markdown or Languages.Raw || cell.Language.Any(char.IsWhiteSpace)))
            {
                mistakes.Add(FormattableString.Invariant($"cell {number}: code in the language '{cell.Language}' would not come back from a .dib file as it is: change its language"));
            }

            var source = TextLines.OfSource(cell.Source);
            mistakes.AddRange(source.Select((line, index) => (line, index)).Where(item => separators.LanguageOf(item.line) is not null).Select(item =>
                FormattableString.Invariant($"cell {number}, line {item.index + 1}: '{item.line.TrimEnd()}' would start a new cell in a .dib file: split the cell there, or put a blank before the line")));
            lines.AddRange([$"#!{Name(cell)}", "", .. source, ""]);
        }

        return mistakes.Count == 0 ? string.Join('\n', lines) : throw new NotebookFormatException(document.Path, string.Join("; ", mistakes));
    }

    private static JsonObject Meta(NotebookDocument document)
    {
        var meta = document.Json["metadata"]?["polyglot_notebook"] is JsonObject known ? (JsonObject)known.DeepClone() : [];
        if (meta["kernelInfo"] is not JsonObject info)
        {
            meta["kernelInfo"] = info = new JsonObject { ["defaultKernelName"] = document.Language };
        }

        if (info["items"] is not JsonArray items)
        {
            info["items"] = items = [];
        }

        var listed = items.OfType<JsonObject>().Select(item => item["name"]?.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var language in document.Cells.Select(Name).Prepend(document.Language).Where(name => name != Languages.Markdown && listed.Add(name)))
        {
            items.Add((JsonNode)new JsonObject { ["aliases"] = new JsonArray(), ["name"] = language });
        }

        return meta;
    }

    private static string Name(NotebookCell cell) => cell.Kind switch
    {
        CellKind.Markdown => Languages.Markdown,
        CellKind.Raw => Languages.Raw,
        _ => cell.Language,
    };
}
