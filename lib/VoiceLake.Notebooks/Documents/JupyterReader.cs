using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Reads nbformat 4 and checks the shape of what the rest of the host relies on.</summary>
internal static class JupyterReader
{
    // Cell ids came with 4.5: a document that gets them must say so.
    private const int MinorWithIds = 5;

    public static NotebookDocument Parse(string text, string path)
    {
        var json = ParseJson(text, path);
        var version = json["nbformat"] is JsonValue value && value.TryGetValue<int>(out var major) ? major : 0;
        Check(version == 4, path, $"nbformat is {json["nbformat"]?.ToJsonString() ?? "missing"}, expected 4: convert the notebook with 'jupyter nbconvert --to notebook'");
        if (json["metadata"] is null)
        {
            json["metadata"] = new JsonObject();
        }

        Check(json["metadata"] is JsonObject, path, "metadata: expected an object");
        Check(json["cells"] is JsonArray, path, "cells: expected a list");
        var cells = (JsonArray)json["cells"]!;
        for (var index = 0; index < cells.Count; index++)
        {
            CheckCell(cells[index], index, path);
        }

        AddMissingIds(json, cells);
        return new(json, path, NotebookLayout.Of(text));
    }

    private static JsonObject ParseJson(string text, string path)
    {
        Check(!string.IsNullOrWhiteSpace(text), path, "the file is empty: save the notebook again, or leave it out");
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 256 };
            return JsonNode.Parse(text, documentOptions: options) as JsonObject
                ?? throw new NotebookFormatException(path, "expected a JSON object, as Jupyter writes it");
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $"line {line + 1}, column {error.BytePositionInLine + 1}: " : "";
            throw new NotebookFormatException(path, $"{place}not JSON: {WithoutPlace(error.Message)}", error);
        }
    }

    // System.Text.Json ends its messages with a place counted from zero; ours stands in front, counted from one.
    private static string WithoutPlace(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }

    private static void CheckCell(JsonNode? node, int index, string path)
    {
        var place = $"cells[{index}]";
        Check(node is JsonObject, path, $"{place}: expected an object");
        var cell = (JsonObject)node!;
        var type = cell["cell_type"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : null;
        Check(type is "code" or "markdown" or "raw", path, $"{place}.cell_type: expected code, markdown or raw");
        Check(MultilineText.IsText(cell["source"]), path, $"{place}.source: expected a string or a list of strings");
        Check(cell["metadata"] is null or JsonObject, path, $"{place}.metadata: expected an object");
        Check(cell["metadata"]?["tags"] is null || (cell["metadata"]!["tags"] is JsonArray tags && MultilineText.IsText(tags)),
            path, $"{place}.metadata.tags: expected a list of strings");
        Check(type != "code" || cell["outputs"] is null || (cell["outputs"] is JsonArray outputs && outputs.All(output => output is JsonObject)),
            path, $"{place}.outputs: expected a list of objects");
    }

    private static void AddMissingIds(JsonObject json, JsonArray cells)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (cell, index) in cells.Select((cell, index) => ((JsonObject)cell!, index)))
        {
            if (cell["id"] is JsonValue value && value.TryGetValue<string>(out var id) && taken.Add(id))
            {
                continue;
            }

            var fresh = JupyterCells.NewId(MultilineText.Join(cell["source"]), index, taken);
            taken.Add(fresh);
            JupyterCells.AddId(cell, fresh);
            if (json["nbformat_minor"] is not JsonValue minor || !minor.TryGetValue<int>(out var number) || number < MinorWithIds)
            {
                json["nbformat_minor"] = MinorWithIds;
            }
        }
    }

    private static void Check(bool holds, string path, string detail)
    {
        if (!holds)
        {
            throw new NotebookFormatException(path, detail);
        }
    }
}
