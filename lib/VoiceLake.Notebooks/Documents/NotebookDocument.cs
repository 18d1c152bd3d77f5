using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents.Percent;

namespace VoiceLake.Notebooks.Documents;

/// <summary>A notebook: its cells and everything else its file holds, kept through reading and writing.</summary>
/// <remarks>
/// The form is nbformat 4.5 (https://nbformat.readthedocs.io/en/latest/format_description.html). Fields unknown here stay where they
/// are, and a file is written back byte for byte but for the values that were changed. A .dib file is read into the same form.
/// </remarks>
public sealed class NotebookDocument
{
    private readonly List<NotebookCell> _cells;

    internal NotebookDocument(JsonObject json, string path, JsonOriginal? original, IEnumerable<string> ids)
    {
        Json = json;
        Path = path;
        Original = original;
        _cells = [.. CellArray.Zip(ids, (cell, id) => new NotebookCell((JsonObject)cell!, Language, id))];
    }

    /// <summary>The file as the caller named it; error messages begin with it.</summary>
    public string Path { get; }

    /// <summary>The whole document as nbformat has it.</summary>
    public JsonObject Json { get; }

    /// <summary>The cells in order.</summary>
    public IReadOnlyList<NotebookCell> Cells => _cells;

    /// <summary>The document's metadata, added where missing.</summary>
    public JsonObject Metadata
    {
        get
        {
            if (Json["metadata"] is not JsonObject metadata)
            {
                Json["metadata"] = metadata = [];
            }

            return metadata;
        }
    }

    /// <summary>The language of cells that name none: that of the kernelspec, <c>csharp</c> where there is none.</summary>
    public string Language =>
        Json["metadata"]?["kernelspec"] is JsonObject spec && spec["name"] is JsonValue name && MultilineText.TryGetString(name, out var kernel)
            ? Languages.OfKernel(kernel)
            : Languages.CSharp;

    /// <summary>The .ipynb file it was read from; <c>null</c> for a document made of other text.</summary>
    internal JsonOriginal? Original { get; }

    private JsonArray CellArray => (JsonArray)Json["cells"]!;

    // Cell ids came with nbformat 4.5.
    private bool HasIds => Json["nbformat_minor"] is JsonValue minor && minor.TryGetValue<int>(out var number) && number >= 5;

    /// <summary>Reads a .ipynb or .dib file, or a C# script (.cs, .csx) in percent format.</summary>
    /// <exception cref="NotebookFormatException">The file is not a notebook of nbformat 4 in UTF-8, or has another extension.</exception>
    public static async Task<NotebookDocument> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        Parse(await File.ReadAllBytesAsync(path, cancellationToken), path);

    /// <summary>Reads the text of a notebook; the extension of <paramref name="path"/> (.ipynb, .dib, .cs or .csx) tells its form.</summary>
    /// <exception cref="NotebookFormatException">The text is not a notebook of nbformat 4, or the extension is another.</exception>
    public static NotebookDocument Parse(string text, string path) => Parse(Encoding.UTF8.GetBytes(text), path);

    /// <summary>Whether a file name has the extension of a notebook that can be run; a C# script in percent format has not.</summary>
    public static bool IsNotebook(string path) =>
        System.IO.Path.GetExtension(path).ToLowerInvariant() is ".ipynb" or ".dib";

    /// <summary>The document as .ipynb text, laid out as the file it was read from.</summary>
    public string ToJson() => Original is null ? NotebookLayout.Jupyter.Write(Json) : Encoding.UTF8.GetString(Original.Write(Json));

    /// <summary>Writes the document as .ipynb, first under a temporary name beside the target.</summary>
    public Task WriteAsync(string path, CancellationToken cancellationToken = default) =>
        NotebookFile.WriteAsync(path, [.. Original is { HasMark: true } ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(ToJson())], cancellationToken);

    /// <summary>Takes the outputs and execution counts out of all cells and leaves the rest; returns whether there were any.</summary>
    public bool Strip()
    {
        var stripped = false;
        foreach (var cell in _cells.Where(cell => cell.Kind == CellKind.Code))
        {
            if (cell.Outputs.Count > 0)
            {
                cell.Outputs = [];
                stripped = true;
            }

            if (cell.Json["execution_count"] is not null)
            {
                cell.ExecutionCount = null;
                stripped = true;
            }
        }

        return stripped;
    }

    /// <summary>A copy that shares nothing with this one.</summary>
    public NotebookDocument Clone() => new((JsonObject)Json.DeepClone(), Path, Original, _cells.Select(cell => cell.Id));

    /// <summary>Puts a new code cell before the cell at <paramref name="index"/>.</summary>
    public NotebookCell InsertCode(int index, string source, params IEnumerable<string> tags)
    {
        var json = JupyterCells.Code(source, Language);
        var id = JupyterCells.NewId(source, index, _cells.Select(cell => cell.Id).ToHashSet(StringComparer.Ordinal));
        if (HasIds)
        {
            JupyterCells.AddId(json, id);
        }

        json["metadata"]!["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
        var cell = new NotebookCell(json, Language, id);
        CellArray.Insert(index, json);
        _cells.Insert(index, cell);
        return cell;
    }

    /// <summary>Takes a cell out.</summary>
    public void Remove(NotebookCell cell)
    {
        CellArray.Remove(cell.Json);
        _cells.Remove(cell);
    }

    internal static NotebookDocument Parse(byte[] file, string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".ipynb" => JupyterReader.Parse(file, path),
        ".dib" => DibReader.Parse(Text(file, path), path),
        ".cs" or ".csx" => PercentReader.Parse(Text(file, path), path),
        var other => throw new NotebookFormatException(path, $"'{other}' is not a notebook's extension: give a .ipynb, .dib or .cs file"),
    };

    private static string Text(byte[] file, string path) => Encoding.UTF8.GetString(NotebookFile.WithoutMark(file, path, out _));
}
