using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Tests;

/// <summary>Small notebooks for tests: <c>Notebooks.Of(Notebooks.Prose("# A"), Notebooks.Code("1"))</c>.</summary>
internal static class Notebooks
{
    public static JsonObject Prose(string source) => JupyterCells.Prose(source, CellKind.Markdown);

    public static JsonObject Code(string source, params string[] tags)
    {
        var cell = JupyterCells.Code(source, "csharp");
        if (tags.Length > 0)
        {
            cell["metadata"]!["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
        }

        return cell;
    }

    public static NotebookDocument Of(params JsonObject[] cells) => At("test.ipynb", cells);

    public static NotebookDocument At(string path, params JsonObject[] cells)
    {
        var json = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells]),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return NotebookDocument.Parse(NotebookLayout.Jupyter.Write(json), path);
    }

    /// <summary>Writes a notebook into a folder and gives its path.</summary>
    public static string Write(string folder, string name, params JsonObject[] cells)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, At(path, cells).ToJson());
        return path;
    }
}
