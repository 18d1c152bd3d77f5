using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace VoiceLake.Notebooks.Engine;

/// <summary>Finds the files of <c>#load</c> for the compiler and gives them without the <c>#r</c> lines that were obeyed before.</summary>
internal sealed partial class LoadedSources(string folder) : SourceReferenceResolver
{
    /// <summary>The files a text loads, in full.</summary>
    public static IEnumerable<string> FilesOf(CellSource source) =>
        Load().Matches(source.Code).Select(match => Path.GetFullPath(match.Groups["path"].Value, source.Folder));

    // A cell's name goes into the symbols as it is; a loaded file's path is full already.
    public override string? NormalizePath(string path, string? baseFilePath) => path;

    public override string? ResolveReference(string path, string? baseFilePath)
    {
        var full = Path.GetFullPath(path, Base(baseFilePath));
        return File.Exists(full) ? full : null;
    }

    public override Stream OpenRead(string resolvedPath) =>
        new MemoryStream(Encoding.UTF8.GetBytes(ReferenceSet.WithoutDirectives(File.ReadAllText(resolvedPath))));

    public override bool Equals(object? other) => other is LoadedSources same && same.Root == folder;

    public override int GetHashCode() => folder.GetHashCode(StringComparison.Ordinal);

    private string Root => folder;

    // A cell's own name is no path; a loaded file's is.
    private string Base(string? file) => file is not null && Path.IsPathFullyQualified(file) ? Path.GetDirectoryName(file)! : folder;

    [GeneratedRegex("""^[ \t]*#load[ \t]+"(?<path>[^"\r\n]+)"[^\r\n]*""", RegexOptions.Multiline)]
    private static partial Regex Load();
}
