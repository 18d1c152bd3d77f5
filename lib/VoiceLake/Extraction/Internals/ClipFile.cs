namespace VoiceLake.Extraction.Internals;

/// <summary>An audio file and what its rows call it.</summary>
internal sealed record ClipFile(string Name, string Path)
{
    /// <summary>Gives each file the shortest name that no other has: without folder and extension, with the path in its folder, with the path as it was given, with its extension where needed.</summary>
    public static IReadOnlyList<ClipFile> WithNames(IReadOnlyList<FoundFile> files)
    {
        Func<FoundFile, string>[] forms =
        [
            file => System.IO.Path.GetFileNameWithoutExtension(file.Path),
            file => WithoutExtension(file.Relative),
            file => WithoutExtension(FoundFile.Portable(file.Path)),
            file => FoundFile.Portable(file.Path),
        ];
        var names = files.Select(forms[0]).ToArray();
        foreach (var form in forms[1..])
        {
            var repeated = names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
            for (var index = 0; index < names.Length; index++)
            {
                names[index] = repeated.Contains(names[index]) ? form(files[index]) : names[index];
            }
        }

        return [.. files.Zip(names, (file, name) => new ClipFile(name, file.Path))];
    }

    private static string WithoutExtension(string path) => path[..^System.IO.Path.GetExtension(path).Length];
}
