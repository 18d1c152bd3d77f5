namespace VoiceLake.Extraction.Internals;

/// <summary>Finds audio files, each once. A real folder is searched once, so that links that lead round come to an end.</summary>
internal sealed class ClipSearch
{
    private static readonly string[] Extensions = [".wav", ".flac"];
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly List<FoundFile> _found = [];
    private readonly List<ExtractionFailure> _unreadable = [];

    private ClipSearch()
    {
    }

    /// <summary>What was found, in the order of the paths.</summary>
    public IReadOnlyList<FoundFile> Found => _found;

    /// <summary>Folders that could not be searched.</summary>
    public IReadOnlyList<ExtractionFailure> Unreadable => _unreadable;

    /// <summary>Searches files, and folders with all below them.</summary>
    /// <exception cref="ExtractionException">A path does not exist, or a folder holds no audio file.</exception>
    public static ClipSearch Of(IReadOnlyList<string> paths)
    {
        var search = new ClipSearch();
        foreach (var path in paths)
        {
            search.Add(path);
        }

        return search;
    }

    /// <summary>Whether a file is taken for its name.</summary>
    public static bool IsAudio(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private void Add(string path)
    {
        if (File.Exists(path))
        {
            _found.AddRange(_files.Add(RealPath.OfFile(path)) ? [new FoundFile(path, FoundFile.Portable(path))] : []);
        }
        else if (Directory.Exists(path))
        {
            AddFolder(path);
        }
        else
        {
            throw new ExtractionException($"There is no file or folder '{path}': name audio files (.wav, .flac) or folders that hold some.");
        }
    }

    private void AddFolder(string root)
    {
        var earlier = _folders.ToHashSet(StringComparer.Ordinal);
        var (files, known) = (new List<FoundFile>(), false);
        var (folders, links) = (new Queue<string>([root]), new Queue<string>());

        // Links last: what lies in the tree itself is named by its place there, not by a link that leads to it.
        while (folders.TryDequeue(out var folder) || links.TryDequeue(out folder))
        {
            var real = RealPath.Of(folder);
            if (!_folders.Add(real))
            {
                known |= earlier.Contains(real);
                continue;
            }

            foreach (var entry in Entries(folder))
            {
                var path = Path.Combine(folder, entry.Name);
                if (entry is DirectoryInfo)
                {
                    (entry.LinkTarget is null ? folders : links).Enqueue(path);
                }
                else if (IsAudio(path))
                {
                    var isNew = _files.Add(Path.Combine(real, entry.Name));
                    files.AddRange(isNew ? [new FoundFile(path, FoundFile.Portable(Path.GetRelativePath(root, path)))] : []);
                    known |= !isNew;
                }
            }
        }

        if (files.Count == 0 && !known && _unreadable.Count == 0)
        {
            throw new ExtractionException($"The folder '{root}' holds no .wav or .flac file: name another folder, or the files themselves.");
        }

        _found.AddRange(files.OrderBy(file => file.Relative, StringComparer.Ordinal));
    }

    private FileSystemInfo[] Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).GetFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _unreadable.Add(new ExtractionFailure(folder, $"{folder}: the folder cannot be searched: {error.Message} Make it readable, or leave it out."));
            return [];
        }
    }
}
