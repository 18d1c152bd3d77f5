namespace VoiceLake.Notebooks.Running;

/// <summary>Proves before a run that its results can be written, so that hours of work do not end at a wrong path.</summary>
public static class OutputPaths
{
    /// <summary>Tries each file's folder, and the files that are there; leaves nothing behind.</summary>
    /// <exception cref="RunRequestException">One or more cannot be written; the message names each with its reason.</exception>
    public static void Check(IEnumerable<string> files)
    {
        var all = files.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).ToList();
        var mistakes = new List<string>();
        foreach (var folder in all.GroupBy(file => Path.GetDirectoryName(file) ?? file, StringComparer.Ordinal))
        {
            if (FolderMistake(folder.Key) is { } reason)
            {
                mistakes.Add($"nothing can be written to '{folder.Key}' ({reason}): give another folder, or make this one writable");
            }
            else
            {
                mistakes.AddRange(folder.Select(FileMistake).OfType<string>());
            }
        }

        if (mistakes.Count > 0)
        {
            throw new RunRequestException(string.Join("; ", mistakes));
        }
    }

    private static string? FileMistake(string file)
    {
        try
        {
            if (File.Exists(file))
            {
                new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
            }

            return Directory.Exists(file) ? $"'{file}' is a folder where a file is to be written: give another path, or move the folder away" : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"'{file}' cannot be written ({Reason(error)}): give another path, or make the file writable";
        }
    }

    private static string? FolderMistake(string folder)
    {
        var missing = Missing(folder);
        if (FileIn(folder) is { } file)
        {
            return $"'{file}' is a file, not a folder";
        }

        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".voicelake-{Guid.NewGuid():N}");
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Reason(error);
        }
        finally
        {
            // A run that is refused for another reason leaves no empty folders.
            foreach (var made in missing.Where(made => Directory.Exists(made) && !Directory.EnumerateFileSystemEntries(made).Any()))
            {
                Directory.Delete(made);
            }
        }
    }

    /// <summary>The folders on the way that are not there yet, the deepest first.</summary>
    private static List<string> Missing(string folder)
    {
        var missing = new List<string>();
        for (var at = folder; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            missing.Add(at);
        }

        return missing;
    }

    private static string? FileIn(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at))
            {
                return at;
            }
        }

        return null;
    }

    private static string Reason(Exception error) => error switch
    {
        UnauthorizedAccessException => "access is denied",
        FileNotFoundException or DirectoryNotFoundException => "no folder can be made there",
        _ => error.Message.ReplaceLineEndings(" ").TrimEnd('.', ' '),
    };
}
