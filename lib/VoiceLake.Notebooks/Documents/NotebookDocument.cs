using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>A notebook: its cells and everything else its file holds, kept through reading and writing.</summary>
/// <remarks>
/// The form is nbformat 4.5 (https://nbformat.readthedocs.io/en/latest/format_description.html). Fields unknown here stay where they
/// are, and a file that Jupyter wrote is written back byte for byte. A .dib file is read into the same form.
/// </remarks>
public sealed class NotebookDocument
{
    private readonly List<NotebookCell> _cells;

    internal NotebookDocument(JsonObject json, string path, NotebookLayout layout)
    {
        Json = json;
        Path = path;
        Layout = layout;
        _cells = [.. CellArray.Select(cell => new NotebookCell((JsonObject)cell!, Language))];
    }

    /// <summary>The file as the caller named it; error messages begin with it.</summary>
    public string Path { get; }

    /// <summary>The whole document as nbformat has it.</summary>
    public JsonObject Json { get; }

    /// <summary>The cells in order.</summary>
    public IReadOnlyList<NotebookCell> Cells => _cells;

    /// <summary>The document's metadata.</summary>
    public JsonObject Metadata => (JsonObject)Json["metadata"]!;

    /// <summary>The language of cells that name none: that of the kernelspec, <c>csharp</c> where there is none.</summary>
    public string Language =>
        Metadata["kernelspec"]?["name"] is JsonValue name && name.TryGetValue<string>(out var kernel) ? Languages.OfKernel(kernel) : Languages.CSharp;

    internal NotebookLayout Layout { get; }

    private JsonArray CellArray => (JsonArray)Json["cells"]!;

    /// <summary>Reads a .ipynb or .dib file.</summary>
    /// <exception cref="NotebookFormatException">The file is not a notebook of nbformat 4, or has another extension.</exception>
    public static async Task<NotebookDocument> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        Parse(await File.ReadAllTextAsync(path, cancellationToken), path);

    /// <summary>Reads the text of a notebook; the extension of <paramref name="path"/> (.ipynb or .dib) tells its form.</summary>
    /// <exception cref="NotebookFormatException">The text is not a notebook of nbformat 4, or the extension is another.</exception>
    public static NotebookDocument Parse(string text, string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".ipynb" => JupyterReader.Parse(text, path),
        ".dib" => DibReader.Parse(text, path),
        var other => throw new NotebookFormatException(path, $"'{other}' is not a notebook's extension: give a .ipynb or .dib file"),
    };

    /// <summary>Whether a file name has a notebook's extension.</summary>
    public static bool IsNotebook(string path) =>
        System.IO.Path.GetExtension(path).ToLowerInvariant() is ".ipynb" or ".dib";

    /// <summary>The document as .ipynb text, laid out as the file it was read from.</summary>
    public string ToJson() => Layout.Write(Json);

    /// <summary>Writes the document as .ipynb, first under a temporary name beside the target.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken = default)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        var temporary = full + ".tmp";
        await File.WriteAllTextAsync(temporary, ToJson(), cancellationToken);
        File.Move(temporary, full, overwrite: true);
    }

    /// <summary>A copy that shares nothing with this one.</summary>
    public NotebookDocument Clone() => new((JsonObject)Json.DeepClone(), Path, Layout);

    /// <summary>Puts a new code cell before the cell at <paramref name="index"/>.</summary>
    public NotebookCell InsertCode(int index, string source, params IEnumerable<string> tags)
    {
        var json = JupyterCells.Code(source, Language);
        JupyterCells.AddId(json, JupyterCells.NewId(source, index, _cells.Select(cell => cell.Id).ToHashSet(StringComparer.Ordinal)));
        json["metadata"]!["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
        var cell = new NotebookCell(json, Language);
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
}
