namespace VoiceLake.Extraction.Internals;

/// <summary>An audio file and what its rows call it.</summary>
internal sealed record ClipFile(string Name, string Path)
{
    private static readonly string[] Extensions = [".wav", ".flac"];

    /// <summary>The audio files of these paths, folders with all below them, each file once.</summary>
    /// <exception cref="ExtractionException">A path does not exist, or there is no audio file.</exception>
    public static IReadOnlyList<ClipFile> Find(IReadOnlyList<string> paths)
    {
        var found = new List<FoundFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in paths.SelectMany(Expand))
        {
            if (seen.Add(System.IO.Path.GetFullPath(file.Path)))
            {
                found.Add(file);
            }
        }

        return WithNames(found);
    }

    private static IEnumerable<FoundFile> Expand(string path)
    {
        if (File.Exists(path))
        {
            return [new FoundFile(path, Portable(path))];
        }

        if (!Directory.Exists(path))
        {
            throw new ExtractionException($"There is no file or folder '{path}': name audio files (.wav, .flac) or folders that hold some.");
        }

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Contains(System.IO.Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Select(file => new FoundFile(file, Portable(System.IO.Path.GetRelativePath(path, file))))
            .OrderBy(file => file.Relative, StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new ExtractionException($"The folder '{path}' holds no .wav or .flac file: name another folder, or the files themselves.");
    }

    /// <summary>The shortest name that no other file has: without folder and extension, with the path in its folder, with the path as it was given.</summary>
    private static List<ClipFile> WithNames(List<FoundFile> files)
    {
        Func<FoundFile, string>[] forms =
        [
            file => System.IO.Path.GetFileNameWithoutExtension(file.Path),
            file => WithoutExtension(file.Relative),
            file => WithoutExtension(Portable(file.Path)),
            file => Portable(file.Path),
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

    private static string Portable(string path) => path.Replace('\\', '/');

    private sealed record FoundFile(string Path, string Relative);
}
