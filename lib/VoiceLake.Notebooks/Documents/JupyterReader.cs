using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Reads nbformat 4 and checks the shape of what the rest of the host relies on.</summary>
internal static class JupyterReader
{
    public static NotebookDocument Parse(byte[] file, string path)
    {
        var utf8 = NotebookFile.WithoutMark(file, path, out var mark);
        var json = ParseJson(utf8, path);
        var version = json["nbformat"] is JsonValue value && value.TryGetValue<int>(out var major) ? major : 0;
        Check(version == 4, path, $"nbformat is {json["nbformat"]?.ToJsonString() ?? "missing"}, expected 4: convert the notebook with 'jupyter nbconvert --to notebook'");
        Check(json["metadata"] is null or JsonObject, path, "metadata: expected an object");
        Check(json["cells"] is JsonArray, path, "cells: expected a list");
        var cells = (JsonArray)json["cells"]!;
        for (var index = 0; index < cells.Count; index++)
        {
            CheckCell(cells[index], index, path);
        }

        return new(json, path, new JsonOriginal(utf8, mark), JupyterCells.Ids(cells));
    }

    private static JsonObject ParseJson(byte[] utf8, string path)
    {
        Check(utf8.AsSpan().ContainsAnyExcept(" \t\r\n"u8), path, "the file is empty: save the notebook again, or leave it out");
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = JsonPlace.MaxDepth };
            return JsonNode.Parse(utf8, documentOptions: options) as JsonObject
                ?? throw new NotebookFormatException(path, "expected a JSON object, as Jupyter writes it");
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $"line {line + 1}, column {error.BytePositionInLine + 1}: " : "";
            throw new NotebookFormatException(path, $"{place}not JSON: {WithoutPlace(error.Message)}", error);
        }
        catch (InvalidOperationException error)
        {
            throw new NotebookFormatException(path, "a field's name holds half a surrogate (an escape \\ud800 to \\udfff without its other half): rename the field", error);
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
        var type = cell["cell_type"] is JsonValue value && MultilineText.TryGetString(value, out var name) ? name : null;
        Check(type is "code" or "markdown" or "raw", path, $"{place}.cell_type: expected code, markdown or raw");
        Check(MultilineText.IsText(cell["source"]), path, $"{place}.source: expected a string or a list of strings, without half surrogates");
        Check(cell["metadata"] is null or JsonObject, path, $"{place}.metadata: expected an object");
        Check(cell["metadata"]?["tags"] is null || (cell["metadata"]!["tags"] is JsonArray tags && MultilineText.IsText(tags)),
            path, $"{place}.metadata.tags: expected a list of strings");
        Check(type != "code" || cell["outputs"] is null || (cell["outputs"] is JsonArray outputs && outputs.All(output => output is JsonObject)),
            path, $"{place}.outputs: expected a list of objects");
    }

    private static void Check(bool holds, string path, string detail)
    {
        if (!holds)
        {
            throw new NotebookFormatException(path, detail);
        }
    }
}
