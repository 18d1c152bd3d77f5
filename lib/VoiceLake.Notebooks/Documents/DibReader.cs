using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Reads .dib: text in which a line <c>#!language</c> starts a cell and <c>#!meta</c>, once, a block of JSON about the document.</summary>
internal static class DibReader
{
    private const string Meta = "#!meta";

    public static NotebookDocument Parse(string text, string path)
    {
        var blocks = Blocks(TextLines.Of(text), path, out var meta);
        var defaultLanguage = meta?["kernelInfo"] is JsonObject info && info["defaultKernelName"] is JsonValue name && name.TryGetValue<string>(out var named)
            ? Languages.Canonical(named)
            : Languages.CSharp;
        var metadata = new JsonObject { ["kernelspec"] = JupyterCells.Kernelspec(defaultLanguage) };
        if (meta is not null)
        {
            metadata["polyglot_notebook"] = meta.DeepClone();
        }

        return JupyterCells.Document(blocks.Select(block => ToCell(block.Language ?? defaultLanguage, block.Source)), metadata, path);
    }

    private static JsonObject ToCell(string language, string source) => language switch
    {
        Languages.Markdown => JupyterCells.Prose(source, CellKind.Markdown),
        Languages.Raw => JupyterCells.Prose(source, CellKind.Raw),
        _ => JupyterCells.Code(source, language),
    };

    private static List<(string? Language, string Source)> Blocks(string[] lines, string path, out JsonObject? meta)
    {
        var separators = new DibSeparators();
        var blocks = new List<(string?, string)>();
        meta = null;
        var isMeta = false;
        string? language = null;
        var start = 0;
        for (var index = 0; index <= lines.Length; index++)
        {
            var atEnd = index == lines.Length;
            var startsMeta = !atEnd && meta is null && !isMeta && lines[index].TrimEnd() == Meta;
            var next = atEnd || startsMeta ? null : separators.LanguageOf(lines[index]);
            if (!atEnd && !startsMeta && next is null)
            {
                continue;
            }

            if (isMeta)
            {
                meta = ParseMeta(string.Join('\n', lines[start..index]), path, start);
                separators.Add(meta);
            }
            else if (Source(lines.AsSpan(start..index)) is var source && (language is not null || source.Trim().Length > 0))
            {
                blocks.Add((language is null ? null : Languages.Canonical(language), source));
            }

            language = next;
            isMeta = startsMeta;
            start = index + 1;
        }

        return blocks;
    }

    // One blank line behind the separator and one before the next belong to the file; more are the cell's own.
    private static string Source(ReadOnlySpan<string> lines)
    {
        if (lines is ["", ..])
        {
            lines = lines[1..];
        }

        if (lines is [.., ""])
        {
            lines = lines[..^1];
        }

        return string.Join('\n', lines);
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
