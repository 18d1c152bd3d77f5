namespace VoiceLake.Tests.Support.Dfs.Tree;

/// <summary>One file system: a tree of directories and files.</summary>
internal sealed class DfsFileSystem(string name, string etag, DateTimeOffset now)
{
    public string Name { get; } = name;

    public string ETag { get; } = etag;

    public DateTimeOffset Created { get; } = now;

    public string Properties { get; set; } = "";

    public DfsDirectory Root { get; } = new(etag, now, AccessControlList.ForDirectory);

    /// <summary>The node at a path; null where there is none.</summary>
    public DfsNode? Find(string path)
    {
        DfsNode? node = Root;
        foreach (var part in Parts(path))
        {
            node = (node as DfsDirectory)?.Children.GetValueOrDefault(part);
        }

        return node;
    }

    /// <summary>The directory that holds a path's last part; null where it is not there.</summary>
    public DfsDirectory? ParentOf(string path) => Find(ParentPath(path)) as DfsDirectory;

    /// <summary>The directory that holds a path's last part, made where it is missing.</summary>
    public DfsDirectory MakeParentOf(string path, Func<DfsDirectory, DfsDirectory> make)
    {
        var directory = Root;
        foreach (var part in Parts(ParentPath(path)))
        {
            if (!directory.Children.TryGetValue(part, out var child))
            {
                directory.Children[part] = child = make(directory);
            }

            directory = child as DfsDirectory ?? throw DfsError.PathConflict;
        }

        return directory;
    }

    /// <summary>The nodes below a directory in the order of the listing: every directory before what lies in it.</summary>
    public static IEnumerable<(string Path, DfsNode Node)> Walk(DfsDirectory directory, string path, bool recursive)
    {
        foreach (var (name, node) in directory.Children)
        {
            var below = path.Length == 0 ? name : $"{path}/{name}";
            yield return (below, node);
            if (recursive && node is DfsDirectory deeper)
            {
                foreach (var found in Walk(deeper, below, recursive))
                {
                    yield return found;
                }
            }
        }
    }

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string ParentPath(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    private static string[] Parts(string path) => path.Length == 0 ? [] : path.Split('/');
}
