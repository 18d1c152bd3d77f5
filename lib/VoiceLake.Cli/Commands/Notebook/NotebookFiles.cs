using System.CommandLine;
using Microsoft.Extensions.FileSystemGlobbing;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Cli.Commands.Notebook;

/// <summary>The files that a command's paths name.</summary>
internal static class NotebookFiles
{
    public static Argument<string[]> Argument() => new("PATH")
    {
        Description = "Notebooks, folders (their notebooks, not those of subfolders) and patterns such as 'lessons/**/*.ipynb'.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Each file once, in the order given, a folder's and a pattern's by name.</summary>
    /// <exception cref="UsageException">A path is not there, is no notebook, or names none; every mistake is told.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var mistakes = new List<string>();
        var files = paths.SelectMany(path => Expand(path, mistakes)).DistinctBy(Path.GetFullPath, StringComparer.Ordinal).ToList();
        return mistakes.Count == 0 ? files : throw new UsageException(string.Join("; ", mistakes));
    }

    private static List<string> Expand(string path, List<string> mistakes)
    {
        var found = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Where(NotebookDocument.IsNotebook).Order(StringComparer.Ordinal)]
            : path.Contains('*', StringComparison.Ordinal) ? Matching(path)
            : new List<string> { path };
        if (found.Count == 0)
        {
            mistakes.Add(Directory.Exists(path) ? $"no .ipynb or .dib file lies in the folder '{path}'" : $"no .ipynb or .dib file matches '{path}'");
        }

        mistakes.AddRange(found.Where(file => !File.Exists(file)).Select(file => $"'{file}' is not there: give a notebook, a folder or a pattern"));
        mistakes.AddRange(found.Where(file => File.Exists(file) && !NotebookDocument.IsNotebook(file)).Select(file => $"'{file}' is not a notebook: give a .ipynb or .dib file"));
        return found;
    }

    private static List<string> Matching(string pattern)
    {
        var parts = pattern.Split('/', '\\');
        var fixedParts = parts.TakeWhile(part => !part.Contains('*', StringComparison.Ordinal)).ToList();
        var root = fixedParts is [""] ? "/" : fixedParts.Count == 0 ? "." : string.Join('/', fixedParts);
        if (!Directory.Exists(root))
        {
            return [];
        }

        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddInclude(string.Join('/', parts.Skip(fixedParts.Count)));
        matcher.AddExclude("**/.ipynb_checkpoints/**");
        return [.. matcher.GetResultsInFullPath(root).Where(NotebookDocument.IsNotebook).Select(file => Shown(root, file)).Order(StringComparer.Ordinal)];
    }

    private static string Shown(string root, string file) =>
        root == "." ? Path.GetRelativePath(Environment.CurrentDirectory, file) : Path.Combine(root, Path.GetRelativePath(root, file));
}
