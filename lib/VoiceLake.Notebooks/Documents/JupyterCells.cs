using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Documents;

/// <summary>Makes cells in the shape and key order in which Jupyter writes them.</summary>
internal static class JupyterCells
{
    public static JsonObject Code(string source, string language) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["metadata"] = new JsonObject { ["polyglot_notebook"] = new JsonObject { ["kernelName"] = language } },
        ["outputs"] = new JsonArray(),
        ["source"] = MultilineText.Split(source),
    };

    public static JsonObject Prose(string source, CellKind kind) => new()
    {
        ["cell_type"] = kind == CellKind.Markdown ? "markdown" : "raw",
        ["metadata"] = new JsonObject(),
        ["source"] = MultilineText.Split(source),
    };

    /// <summary>A document of cells without ids, as a kernel for C# writes it.</summary>
    public static NotebookDocument Document(IEnumerable<JsonObject> cells, JsonObject metadata, string path)
    {
        var all = new JsonArray([.. cells]);
        var ids = Ids(all);
        foreach (var (cell, id) in all.Zip(ids))
        {
            AddId((JsonObject)cell!, id);
        }

        if (metadata["kernelspec"]?["language"]?.ToString() == "C#" && !metadata.ContainsKey("language_info"))
        {
            metadata.Insert(metadata.IndexOf("kernelspec") + 1, "language_info", new JsonObject
            {
                ["file_extension"] = ".cs",
                ["mimetype"] = "text/x-csharp",
                ["name"] = "C#",
                ["pygments_lexer"] = "csharp",
            });
        }

        if (!metadata.ContainsKey("polyglot_notebook") && metadata["kernelspec"]?["name"]?.ToString() is { } kernel)
        {
            var name = Languages.OfKernel(kernel);
            metadata["polyglot_notebook"] = new JsonObject
            {
                ["kernelInfo"] = new JsonObject
                {
                    ["defaultKernelName"] = name,
                    ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["name"] = name }),
                },
            };
        }

        return new(new() { ["cells"] = all, ["metadata"] = metadata, ["nbformat"] = 4, ["nbformat_minor"] = 5 }, path, null, ids);
    }

    /// <summary>The kernelspec of a language's kernel.</summary>
    public static JsonObject Kernelspec(string language) => new()
    {
        ["display_name"] = language == Languages.CSharp ? ".NET (C#)" : $".NET ({language})",
        ["language"] = language == Languages.CSharp ? "C#" : language,
        ["name"] = $".net-{language}",
    };

    /// <summary>Gives a cell its id, where Jupyter sorts it: before <c>metadata</c>.</summary>
    public static void AddId(JsonObject cell, string id)
    {
        cell.Remove("id");
        var place = cell.IndexOf("metadata");
        cell.Insert(place < 0 ? cell.Count : place, "id", id);
    }

    /// <summary>An id for each cell, unique in its notebook: its own, or one made for this run where it has none or one that another has.</summary>
    public static List<string> Ids(JsonArray cells)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var ids = new List<string>();
        foreach (var (cell, index) in cells.Select((cell, index) => ((JsonObject)cell!, index)))
        {
            var own = cell["id"] is JsonValue value && MultilineText.TryGetString(value, out var text) && taken.Add(text) ? text : null;
            ids.Add(own ?? NewId(MultilineText.Join(cell["source"]), index, taken));
            taken.Add(ids[^1]);
        }

        return ids;
    }

    /// <summary>An id of eight hexadecimal digits made from the cell's text and place, so that the same notebook always gets the same ids.</summary>
    public static string NewId(string source, int index, IReadOnlySet<string> taken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{index}/{attempt}/{source}"));
            var id = Convert.ToHexStringLower(hash.AsSpan(0, 4));
            if (!taken.Contains(id))
            {
                return id;
            }
        }
    }
}
