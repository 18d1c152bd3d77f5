using System.Globalization;
using System.Text;

namespace VoiceLake.Lake;

/// <summary>Where the objects of a folder lake lie, and the steps that make them appear and vanish.</summary>
internal sealed class FolderPaths(string root)
{
    private const int LongestPart = 255;
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    /// <summary>The lake's folder.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(root);

    /// <summary>The file of an object; refuses what would leave its container.</summary>
    public string FileOf(LakePath path)
    {
        ObjectNames.Require(path);
        return Resolve(path, path.Name.Split('/'));
    }

    /// <summary>What is known of the object in <paramref name="file"/>, or null where there is none.</summary>
    public static LakeObject? Describe(LakePath path, FileInfo file)
    {
        try
        {
            file.Refresh();
            if (!file.Exists || file.LinkTarget is not null)
            {
                return null;
            }

            var written = file.LastWriteTimeUtc;
            return new LakeObject(path, file.Length, string.Create(CultureInfo.InvariantCulture, $"\"{written.Ticks:x}-{file.Length:x}\""), new DateTimeOffset(written, TimeSpan.Zero));
        }
        catch (FileNotFoundException)
        {
            // Deleted between the two questions.
            return null;
        }
    }

    /// <summary>Makes a finished file visible as an object, in one step.</summary>
    public LakeObject Publish(LakePath path, string finished, PutCondition condition)
    {
        var target = FileOf(path);
        Stamp(finished, target);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                if (condition == PutCondition.IfAbsent)
                {
                    AtomicFile.MoveIfAbsent(finished, target, path);
                }
                else
                {
                    File.Move(finished, target, overwrite: true);
                }

                return Describe(path, new FileInfo(target)) ?? throw new LakeObjectNotFoundException(path);
            }
            catch (DirectoryNotFoundException) when (attempt < 100)
            {
                // Another process removed the folder it had just emptied: make it again.
            }
            catch (IOException error) when (error is not LakeException && IsInTheWay(target))
            {
                throw new LakeException($"'{path}' could not be written: {error.Message} (an object cannot stand where another name needs a folder).", error);
            }
        }
    }

    /// <summary>Objects whose name starts with a prefix, by ordinal name.</summary>
    public IEnumerable<(string Name, FileInfo File)> Walk(LakePath prefix)
    {
        var (folder, start) = SplitPrefix(prefix);
        var directory = new DirectoryInfo(Resolve(prefix, folder.Split('/', StringSplitOptions.RemoveEmptyEntries)));
        return Walk(directory, folder, start);
    }

    /// <summary>The objects and prefixes of one level.</summary>
    public LakeListing Level(LakePath prefix)
    {
        var (folder, start) = SplitPrefix(prefix);
        var directory = new DirectoryInfo(Resolve(prefix, folder.Split('/', StringSplitOptions.RemoveEmptyEntries)));
        List<LakeObject> objects = [];
        List<LakePath> prefixes = [];
        foreach (var (name, entry) in Entries(directory, folder, start))
        {
            if (entry is DirectoryInfo child)
            {
                // An emptied folder is no prefix: prefixes exist only through their objects.
                if (Walk(child, name, name).Any())
                {
                    prefixes.Add(new LakePath(prefix.Container, name));
                }
            }
            else if (Describe(new LakePath(prefix.Container, name), (FileInfo)entry) is { } found)
            {
                objects.Add(found);
            }
        }

        return new LakeListing(objects, prefixes);
    }

    /// <summary>Deletes an object and the folders it leaves empty.</summary>
    public bool Delete(LakePath path)
    {
        var file = FileOf(path);
        if (!File.Exists(file))
        {
            return false;
        }

        File.Delete(file);
        var container = Path.Combine(Root, path.Container);
        for (var folder = Path.GetDirectoryName(file)!; folder.Length > container.Length; folder = Path.GetDirectoryName(folder)!)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException)
            {
                // Not empty, or already gone: what stands above it is not empty either.
                break;
            }
        }

        return true;
    }

    // The entity tag is the time of writing and the length: a later write must never carry an earlier or equal time.
    private static void Stamp(string finished, string target)
    {
        var jitter = Random.Shared.Next(1, 10_000);
        var written = File.GetLastWriteTimeUtc(finished).AddTicks(jitter);
        var before = File.GetLastWriteTimeUtc(target);
        File.SetLastWriteTimeUtc(finished, written > before ? written : before.AddTicks(jitter));
    }

    // A folder under the object's name, or a file under the name of one of its folders.
    private bool IsInTheWay(string target)
    {
        if (Directory.Exists(target))
        {
            return true;
        }

        var folder = Path.GetDirectoryName(target)!;
        for (; folder.Length > Root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (File.Exists(folder))
            {
                return true;
            }
        }

        return false;
    }

    private static (string Folder, string Start) SplitPrefix(LakePath prefix)
    {
        var name = prefix.Name ?? "";
        var slash = name.LastIndexOf('/');
        return (slash < 0 ? "" : name[..(slash + 1)], name);
    }

    private IEnumerable<(string Name, FileInfo File)> Walk(DirectoryInfo directory, string folder, string start)
    {
        foreach (var (name, entry) in Entries(directory, folder, start))
        {
            if (entry is FileInfo file)
            {
                yield return (name, file);
            }
            else
            {
                foreach (var found in Walk((DirectoryInfo)entry, name, name))
                {
                    yield return found;
                }
            }
        }
    }

    // Folders sort with their slash, so that walking them gives the ordinal order of full names.
    private List<(string Name, FileSystemInfo Entry)> Entries(DirectoryInfo directory, string folder, string start)
    {
        try
        {
            var entries = directory.EnumerateFileSystemInfos("*", Everything)
                .Select(entry => (Name: folder + entry.Name + (entry is DirectoryInfo ? "/" : ""), Entry: entry))
                .Where(entry => entry.Name.StartsWith(start, StringComparison.Ordinal))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .ToList();
            // Left out, what lies behind a link would count as deleted: a mirror would follow suit.
            entries.ForEach(entry => RefuseLink(entry.Entry, Path.GetRelativePath(Root, entry.Entry.FullName).Replace(Path.DirectorySeparatorChar, '/')));
            return entries;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (FolderFaults.IsFault(error))
        {
            throw FolderFaults.Reading(directory.FullName, Root, error);
        }
    }

    private string Resolve(LakePath named, string[] parts)
    {
        ObjectNames.RequireContainer(named);
        var text = named.ToString();
        var path = Path.Combine(Root, named.Container);
        RefuseLink(new FileInfo(path), text);
        foreach (var part in parts)
        {
            ObjectNames.RequirePart(part, text);
            if (OperatingSystem.IsWindows() && !IsWindowsName(part))
            {
                throw new LakeException($"'{text}' is no name for an object: its part '{part}' cannot be a file's name on Windows.");
            }

            if (Encoding.UTF8.GetByteCount(part) > LongestPart)
            {
                throw new LakeException($"'{text}' is too long a name for a folder lake: between slashes at most {LongestPart} bytes of UTF-8.");
            }

            path = Path.Combine(path, part);
            RefuseLink(new FileInfo(path), text);
        }

        return path;
    }

    private static void RefuseLink(FileSystemInfo entry, string text)
    {
        if (entry.LinkTarget is { } target)
        {
            throw new LakeException($"'{text}' goes through the symbolic link '{entry.FullName}' to '{target}': links are not followed in a lake, move the files into it.");
        }
    }

    private static bool IsWindowsName(string part) => part[^1] is not ('.' or ' ') && part.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) < 0;
}
