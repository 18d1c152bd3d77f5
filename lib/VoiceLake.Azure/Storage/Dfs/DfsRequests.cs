using System.Globalization;
using Azure.Core;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>The requests of the DFS REST API that a lake needs.</summary>
internal static class DfsRequests
{
    public const string RenameSource = "x-ms-rename-source";

    private static (string, string?) IfNew => ("If-None-Match", "*");

    public static DfsRequest HeadFileSystem(string name) => new(RequestMethod.Head, new DfsPath(name, "")) { Query = [("resource", "filesystem")] };

    public static DfsRequest CreateFileSystem(string name) => new(RequestMethod.Put, new DfsPath(name, "")) { Query = [("resource", "filesystem")] };

    public static DfsRequest List(DfsPath directory, bool recursive, int most, string? continuation) => new(RequestMethod.Get, directory with { Path = "" })
    {
        Query =
        [
            ("resource", "filesystem"), ("recursive", recursive ? "true" : "false"), ("directory", directory.Path.Length == 0 ? null : directory.Path),
            ("maxResults", most.ToString(CultureInfo.InvariantCulture)), ("continuation", continuation),
        ],
    };

    public static DfsRequest CreateFile(DfsPath path) => new(RequestMethod.Put, path) { Query = [("resource", "file")], Headers = [IfNew] };

    public static DfsRequest CreateDirectory(DfsPath path) => new(RequestMethod.Put, path) { Query = [("resource", "directory")], Headers = [IfNew] };

    public static DfsRequest Append(DfsPath path, long position, ReadOnlyMemory<byte> bytes, bool flush, string? lease = null) => new(RequestMethod.Patch, path)
    {
        Query = [("action", "append"), ("position", Number(position)), ("flush", flush ? "true" : null)],
        Headers = [("x-ms-lease-id", lease)],
        Content = bytes,
    };

    public static DfsRequest Flush(DfsPath path, long position, string? lease = null) => new(RequestMethod.Patch, path)
    {
        Query = [("action", "flush"), ("position", Number(position)), ("close", "true")],
        Headers = [("x-ms-lease-id", lease)],
    };

    public static DfsRequest Rename(DfsPath source, DfsPath target, bool onlyNew, string? sourceLease = null) => new(RequestMethod.Put, target)
    {
        Headers = [(RenameSource, source.Escaped), ("x-ms-source-lease-id", sourceLease), .. onlyNew ? [IfNew] : Array.Empty<(string, string?)>()],
    };

    public static DfsRequest Head(DfsPath path) => new(RequestMethod.Head, path);

    public static DfsRequest Read(DfsPath path, long offset, long count, string? etag) => new(RequestMethod.Get, path)
    {
        Headers = [("x-ms-range", $"bytes={Number(offset)}-{Number(offset + count - 1)}"), ("If-Match", etag)],
        Streamed = true,
    };

    public static DfsRequest Delete(DfsPath path, bool? recursive = null, string? continuation = null, string? lease = null) => new(RequestMethod.Delete, path)
    {
        Query = [("recursive", recursive switch { true => "true", false => "false", _ => null }), ("continuation", continuation)],
        Headers = [("x-ms-lease-id", lease)],
    };

    public static DfsRequest GetAccessControl(DfsPath path) => new(RequestMethod.Head, path) { Query = [("action", "getAccessControl")] };

    public static DfsRequest SetAccessControl(DfsPath path, string acl) => new(RequestMethod.Patch, path) { Query = [("action", "setAccessControl")], Headers = [("x-ms-acl", acl)] };

    public static DfsRequest SetAccessControlRecursive(DfsPath path, string acl, string? continuation) => new(RequestMethod.Patch, path)
    {
        Query = [("action", "setAccessControlRecursive"), ("mode", "set"), ("continuation", continuation)],
        Headers = [("x-ms-acl", acl)],
    };

    public static DfsRequest AcquireLease(DfsPath path, string id, TimeSpan duration) => Lease(path, "acquire", ("x-ms-proposed-lease-id", id), ("x-ms-lease-duration", Number((long)duration.TotalSeconds)));

    public static DfsRequest RenewLease(DfsPath path, string id) => Lease(path, "renew", ("x-ms-lease-id", id));

    public static DfsRequest ReleaseLease(DfsPath path, string id) => Lease(path, "release", ("x-ms-lease-id", id));

    private static DfsRequest Lease(DfsPath path, string action, params (string, string?)[] headers) => new(RequestMethod.Post, path) { Headers = [("x-ms-lease-action", action), .. headers] };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
