namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>Files and folders that continue a path.</summary>
internal static class PathCompletion
{
    /// <param name="text">The path as typed so far, relative to <paramref name="folder"/>.</param>
    /// <param name="position">Where it ends in the cell.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="extensions">The files wanted; null for all.</param>
    /// <param name="others">What can stand there beside a path.</param>
    public static CompletionList Find(string text, int position, string folder, IReadOnlyList<string>? extensions, params Candidate[] others)
    {
        var cut = text.LastIndexOfAny(['/', '\\']) + 1;
        var name = text[cut..];
        var place = new DirectoryInfo(Path.GetFullPath(text[..cut].Length == 0 ? "." : text[..cut], folder));
        var found = new List<Candidate>(cut == 0 ? others : []);
        try
        {
            found.AddRange(place.Exists ? place.EnumerateFileSystemInfos().Where(e => name.StartsWith('.') || !e.Name.StartsWith('.')).Where(e => IsWanted(e, extensions)).Select(Entry) : []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read offers nothing; the cell will say why when it runs.
        }

        if (name.StartsWith('.') || cut > 0)
        {
            found.Add(new Candidate("../", "path", 9, () => null));
        }

        return new CompletionList(position - name.Length, position, CompletionFilter.Choose(found, name));
    }

    private static bool IsWanted(FileSystemInfo entry, IReadOnlyList<string>? extensions) =>
        entry is DirectoryInfo || extensions is null || extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase);

    private static Candidate Entry(FileSystemInfo entry) => entry is DirectoryInfo
        ? new Candidate(entry.Name + "/", "path", 1, () => null)
        : new Candidate(entry.Name, "path", 0, () => null);
}
