using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs.Operations;

/// <summary>Creating, deleting and listing file systems, by the DFS endpoint's words or the Blob endpoint's (containers).</summary>
internal sealed partial class FileSystemOperations(DfsAccount account, DfsServerOptions options)
{
    public void Create(DfsCall call)
    {
        if (!Name().IsMatch(call.FileSystem))
        {
            throw new DfsError(400, "InvalidResourceName", "The specified resource name contains invalid characters.");
        }

        if (account.FileSystems.ContainsKey(call.FileSystem))
        {
            // The Blob endpoint has its own word for it.
            throw call.Query("restype") is null ? DfsError.FilesystemAlreadyExists : DfsError.Conflict("ContainerAlreadyExists", "The specified container already exists.");
        }

        var created = new DfsFileSystem(call.FileSystem, account.NextETag(), account.Now) { Properties = call.Header("x-ms-properties") ?? "" };
        account.FileSystems[call.FileSystem] = created;
        call.Answer(201, [.. Of(created)]);
    }

    public void Head(DfsCall call)
    {
        var found = Require(call);
        call.Answer(200, [
            .. Of(found), ("x-ms-namespace-enabled", options.HierarchicalNamespace ? "true" : "false"), ("x-ms-properties", found.Properties),
            ("x-ms-lease-state", "available"), ("x-ms-lease-status", "unlocked"), ("x-ms-has-immutability-policy", "false"), ("x-ms-has-legal-hold", "false")]);
    }

    public void Delete(DfsCall call)
    {
        Require(call);
        account.FileSystems.Remove(call.FileSystem);
        call.Answer(202);
    }

    public (object Json, (string Name, string Value)[] Headers) List(DfsCall call) => (new
    {
        filesystems = Matching(call).Select(found => new { name = found.Name, lastModified = DfsAnswer.Time(found.Created), etag = found.ETag.Trim('"') }),
    }, []);

    public byte[] ListXml(DfsCall call)
    {
        var containers = Matching(call).Select(found => $"<Container><Name>{found.Name}</Name><Properties><Last-Modified>{DfsAnswer.Time(found.Created)}</Last-Modified><Etag>{found.ETag}</Etag><LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState></Properties></Container>");
        return Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ServiceEndpoint=\"{call.Request.Scheme}://{call.Request.Host}/\"><Containers>{string.Concat(containers)}</Containers><NextMarker /></EnumerationResults>");
    }

    private static (string Name, string Value)[] Of(DfsFileSystem fileSystem) => [("ETag", fileSystem.ETag), ("Last-Modified", DfsAnswer.Time(fileSystem.Created))];

    private IEnumerable<DfsFileSystem> Matching(DfsCall call) => account.FileSystems.Values.Where(found => found.Name.StartsWith(call.Query("prefix") ?? "", StringComparison.Ordinal));

    private DfsFileSystem Require(DfsCall call) => account.FileSystems.GetValueOrDefault(call.FileSystem)
        ?? throw (call.Query("restype") is null ? DfsError.FilesystemNotFound : new DfsError(404, "ContainerNotFound", "The specified container does not exist."));

    [GeneratedRegex("^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    private static partial Regex Name();
}
