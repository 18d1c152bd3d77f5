using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Checking.Rules;

/// <summary>What the notebook's file says beside its cells.</summary>
internal static class FileRules
{
    private const string Kernel = ".net-csharp";

    public static readonly IReadOnlyList<NotebookRule> All =
    [
        new("kernelspec", $"the kernel is {Kernel}", $"choose the kernel .NET (C#) in the editor, or set metadata.kernelspec.name to {Kernel}", Kernelspec),
        new("unique-ids", "every cell has an id of its own", "give the cell another id, or save the notebook again in the editor", Ids),
    ];

    private static IEnumerable<Breach> Kernelspec(CheckedNotebook notebook)
    {
        var name = notebook.Document.Json["metadata"]?["kernelspec"] is JsonObject spec ? spec["name"]?.ToString() : null;
        if (name != Kernel)
        {
            yield return new(null, name is null ? "no kernelspec" : $"the kernel is '{name}'");
        }
    }

    // The cell's own id would be made where it is missing: the file's is asked.
    private static IEnumerable<Breach> Ids(CheckedNotebook notebook)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in notebook.Cells)
        {
            var id = cell.Cell.Json["id"]?.ToString();
            if (id is null || !taken.Add(id))
            {
                yield return new(cell, id is null ? "no id" : $"the id '{id}' is taken by a cell above");
            }
        }
    }
}
