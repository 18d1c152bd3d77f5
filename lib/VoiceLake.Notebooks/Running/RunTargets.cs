using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Running;

/// <summary>Where executed notebooks are written, and in what form.</summary>
internal static class RunTargets
{
    /// <summary>The file of an executed notebook in the output folder.</summary>
    public static string InFolder(string folder, NotebookDocument notebook) =>
        Path.Combine(folder, Path.GetFileNameWithoutExtension(notebook.Path) + ".ipynb");

    /// <summary>Every notebook file that a run writes.</summary>
    public static IEnumerable<string> Files(IReadOnlyList<NotebookDocument> notebooks, RunOptions options) =>
    [
        .. options.OutputFolder is { } folder ? notebooks.Select(notebook => InFolder(folder, notebook)) : [],
        .. options.InPlace ? notebooks.Select(notebook => notebook.Path) : [],
    ];

    /// <summary>Refuses targets that would overwrite a source unasked.</summary>
    /// <exception cref="RunRequestException">The output folder is the notebooks' own, or a .dib is to be refreshed.</exception>
    public static void Check(IReadOnlyList<NotebookDocument> notebooks, RunOptions options)
    {
        var mistakes = new List<string>();
        foreach (var notebook in notebooks)
        {
            var source = Path.GetFullPath(notebook.Path);
            if (options.OutputFolder is { } folder && Path.GetFullPath(InFolder(folder, notebook)) == source)
            {
                mistakes.Add($"the results would overwrite '{notebook.Path}': give another folder, or refresh it in place");
            }

            if (options.InPlace && Path.GetExtension(source).Equals(".dib", StringComparison.OrdinalIgnoreCase))
            {
                mistakes.Add($"'{notebook.Path}' cannot be refreshed in place: a .dib file keeps no outputs");
            }
        }

        if (mistakes.Count > 0)
        {
            throw new RunRequestException(string.Join("; ", mistakes));
        }
    }

    /// <summary>The notebook as a result: with the injected cell, how each cell went and how the run went.</summary>
    public static NotebookDocument AsResult(NotebookDocument executed, IReadOnlyList<CellRun> cells, JsonObject about)
    {
        var result = executed.Clone();
        result.Metadata["voicelake"] = about;
        var byId = cells.ToDictionary(cell => cell.Id, StringComparer.Ordinal);
        foreach (var cell in result.Cells)
        {
            if (byId.TryGetValue(cell.Id, out var run))
            {
                cell.Metadata["voicelake"] = new JsonObject
                {
                    ["status"] = RunStatusName.Of(run.Status),
                    ["duration_s"] = Math.Round(run.Duration.TotalSeconds, 3),
                };
            }
        }

        return result;
    }

    /// <summary>The notebook as it is kept in a repository: its outputs, nothing of the run.</summary>
    public static NotebookDocument AsSource(NotebookDocument executed, NotebookCell? injected)
    {
        var source = executed.Clone();
        if (injected is not null)
        {
            source.Remove(source.Cells.First(cell => cell.Id == injected.Id));
        }

        return source;
    }
}
