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

    /// <summary>A sentence for each folder given below which notebooks lie that are not run; results of a run and hidden folders do not count.</summary>
    public static IReadOnlyList<string> PassedOver(IEnumerable<string> paths, IEnumerable<string> run, string? outputFolder)
    {
        var taken = run.Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. paths.Where(Directory.Exists).DistinctBy(Path.GetFullPath, StringComparer.Ordinal)
                .Select(path => (Path: path, Count: Below(path, outputFolder).Count(file => !taken.Contains(file))))
                .Where(folder => folder.Count > 0)
                .Select(folder => $"{Count(folder.Count)} in subfolders of '{folder.Path}' {(folder.Count == 1 ? "is" : "are")} not run: name {(folder.Count == 1 ? "it or give its" : "them or give their")} folder"),
        ];
    }

    private static IEnumerable<string> Below(string folder, string? outputFolder)
    {
        var results = outputFolder is null ? null : Path.GetFullPath(outputFolder) + Path.DirectorySeparatorChar;
        var hidden = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint;
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = hidden };
        return Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { AttributesToSkip = hidden })
            .SelectMany(inside => Directory.EnumerateFiles(inside, "*", options))
            .Where(NotebookDocument.IsNotebook).Select(Path.GetFullPath)
            .Where(file => results is null || !file.StartsWith(results, StringComparison.Ordinal));
    }

    private static string Count(int number) => FormattableString.Invariant($"{number} notebook{(number == 1 ? "" : "s")}");

    private static List<string> Expand(string path, List<string> mistakes)
    {
        if (Directory.Exists(path))
        {
            var inside = Directory.EnumerateFiles(path).Where(NotebookDocument.IsNotebook).Order(StringComparer.Ordinal).ToList();
            if (inside.Count == 0)
            {
                var below = Below(path, null).Count();
                mistakes.Add($"no .ipynb or .dib file lies in the folder '{path}'" + (below > 0 ? $", but {Count(below)} in its subfolders: give one of those" : ""));
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
