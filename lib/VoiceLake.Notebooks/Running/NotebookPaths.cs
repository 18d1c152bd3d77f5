using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Running;

/// <summary>Finds the notebooks a run was asked for.</summary>
internal static class NotebookPaths
{
    /// <summary>The files in the order given, a folder's by name; each file once.</summary>
    /// <exception cref="RunRequestException">A path is not there or is no notebook, or a folder holds none.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var mistakes = new List<string>();
        var found = paths.SelectMany(path => Expand(path, mistakes)).DistinctBy(Path.GetFullPath, StringComparer.Ordinal).ToList();
        var doubled = found.GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1);
        mistakes.AddRange(doubled.Select(group =>
            $"{string.Join(" and ", group.Select(path => $"'{path}'"))} have the same name, which names their results too: run them apart"));
        return mistakes.Count == 0 ? found : throw new RunRequestException(string.Join("; ", mistakes));
    }

    private static List<string> Expand(string path, List<string> mistakes)
    {
        if (Directory.Exists(path))
        {
            var inside = Directory.EnumerateFiles(path).Where(NotebookDocument.IsNotebook).Order(StringComparer.Ordinal).ToList();
            if (inside.Count == 0)
            {
                mistakes.Add($"no .ipynb or .dib file lies in the folder '{path}'");
            }

            return inside;
        }

        if (!File.Exists(path))
        {
            mistakes.Add($"'{path}' is not there: give a notebook or a folder of notebooks");
        }
        else if (!NotebookDocument.IsNotebook(path))
        {
            mistakes.Add($"'{path}' is not a notebook: give a .ipynb or .dib file");
        }

        return [path];
    }
}
