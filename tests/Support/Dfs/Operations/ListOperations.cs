using System.Globalization;
using System.Text;
using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs.Operations;

/// <summary>Listing the paths of a file system, a page at a time.</summary>
internal sealed class ListOperations(DfsAccount account, DfsServerOptions options)
{
    private const int Most = 5_000;

    public (object Json, (string Name, string Value)[] Headers) List(DfsCall call)
    {
        var fileSystem = account.Require(call.FileSystem);
        _ = call.Query("recursive") ?? throw DfsError.MissingQuery("recursive");
        var below = (call.Query("directory") ?? "").Trim('/');
        var directory = fileSystem.Find(below) as DfsDirectory ?? throw DfsError.PathNotFound;
        var size = Math.Min(call.Number("maxResults") ?? Most, Math.Min(Most, options.ListPageSize));
        var after = call.Query("continuation") is { Length: > 0 } token ? Decode(token) : null;
        var page = DfsFileSystem.Walk(directory, below, call.Flag("recursive")).Where(found => after is null || Compare(found.Path, after) > 0).Take(size + 1).ToList();
        (string, string)[] headers = [("ETag", fileSystem.ETag), ("Last-Modified", DfsAnswer.Time(fileSystem.Created))];
        if (page.Count > size)
        {
            page.RemoveAt(size);
            headers = [.. headers, ("x-ms-continuation", Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Path)))];
        }

        return (new { paths = page.Select(found => Entry(found.Path, found.Node)) }, headers);
    }

    // Numbers and flags are texts, and entity tags have no quotes here, unlike in headers.
    private static Dictionary<string, string> Entry(string path, DfsNode node)
    {
        var entry = new Dictionary<string, string>
        {
            ["name"] = path,
            ["contentLength"] = node.Length.ToString(CultureInfo.InvariantCulture),
            ["creationTime"] = node.Created.ToFileTime().ToString(CultureInfo.InvariantCulture),
            ["etag"] = node.ETag.Trim('"'),
            ["group"] = node.Group,
            ["lastModified"] = DfsAnswer.Time(node.Modified),
            ["owner"] = node.Owner,
            ["permissions"] = node.Access.Permissions,
        };
        if (node is DfsDirectory)
        {
            entry["isDirectory"] = "true";
        }

        return entry;
    }

    // The order of the walk: part by part, so that what lies in a directory follows it at once.
    private static int Compare(string left, string right)
    {
        var (a, b) = (left.Split('/'), right.Split('/'));
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (string.CompareOrdinal(a[i], b[i]) is var order and not 0)
            {
                return order;
            }
        }

        return a.Length - b.Length;
    }

    private static string Decode(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw DfsError.InvalidQuery("continuation");
        }
    }
}
