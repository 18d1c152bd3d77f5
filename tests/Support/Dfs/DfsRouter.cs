using VoiceLake.Tests.Support.Dfs.Operations;
using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs;

/// <summary>What a request asks for: the operation, at which level of the account it is, and one of which rights it needs.</summary>
internal sealed record DfsOperation(string Name, char Level, string Rights, Func<DfsCall, Func<Task>?> Do);

/// <summary>Finds the operation of a request by method and query.</summary>
internal sealed class DfsRouter(DfsAccount account, DfsServerOptions options)
{
    private readonly FileSystemOperations _fileSystems = new(account, options);
    private readonly PathOperations _paths = new(account, options);
    private readonly FileOperations _files = new(account);
    private readonly ListOperations _lists = new(account, options);
    private readonly AccessControlOperations _access = new(account);
    private readonly LeaseOperations _leases = new(account);

    public DfsOperation Find(DfsCall call)
    {
        var isFileSystem = call.Path.Length == 0 && (call.Query("resource") == "filesystem" || call.Query("restype") == "container");
        return (call.Method, call.FileSystem.Length == 0, isFileSystem) switch
        {
            ("GET", true, _) when call.Query("resource") == "account" => new("list file systems", 's', "l", Json(_fileSystems.List)),
            ("GET", true, _) when call.Query("comp") == "list" => new("list containers", 's', "l", Xml(_fileSystems.ListXml)),
            (_, true, _) => throw Unknown(call),
            ("PUT", _, true) => new("create file system", 'c', "cw", Plain(_fileSystems.Create)),
            ("GET", _, true) when call.Query("restype") is null => new("list", 'c', "l", Json(_lists.List)),
            ("GET" or "HEAD", _, true) => new("file system", 'c', "rl", Plain(_fileSystems.Head)),
            ("DELETE", _, true) => new("delete file system", 'c', "d", Plain(_fileSystems.Delete)),
            ("PUT", _, _) when call.Query("comp") == "lease" => new("lease", 'o', "w", Plain(_leases.Lease)),
            ("PUT", _, _) when call.Query("comp") is "metadata" or "properties" => new("set properties", 'o', "w", Plain(_files.SetProperties)),
            ("PUT", _, _) when call.Header("x-ms-rename-source") is not null => new("rename", 'o', "mcw", Plain(_paths.Rename)),
            ("PUT", _, _) when call.Query("resource") is not null => new("create", 'o', "cw", Plain(_paths.Create)),
            ("POST", _, _) => new("lease", 'o', "w", Plain(_leases.Lease)),
            ("PATCH", _, _) => Update(call),
            ("GET", _, _) when call.Query("comp") is null => new("read", 'o', "r", Read),
            ("HEAD", _, _) when call.Query("action") is "getAccessControl" => new("get access control", 'o', "er", Plain(_access.Get)),
            ("HEAD", _, _) when call.Query("action") is null or "getStatus" => new("head", 'o', "r", Plain(_files.Head)),
            ("DELETE", _, _) => new("delete", 'o', "d", Plain(_paths.Delete)),
            _ => throw Unknown(call),
        };
    }

    private static DfsError Unknown(DfsCall call) => new(400, "UnsupportedHttpVerb", $"The resource does not support the specified HTTP verb or query: {call.Method}.");

    private static Func<DfsCall, Func<Task>?> Plain(Action<DfsCall> operation) => call =>
    {
        operation(call);
        return null;
    };

    private static Func<DfsCall, Func<Task>?> Json(Func<DfsCall, (object Json, (string, string)[] Headers)> operation) => call =>
    {
        var (json, headers) = operation(call);
        // The tree is read inside the lock, the answer is sent outside.
        var bytes = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(json);
        return () => SendAsync(call, bytes, "application/json;charset=utf-8", headers);
    };

    private static Func<DfsCall, Func<Task>?> Xml(Func<DfsCall, byte[]> operation) => call => operation(call) is var bytes ? () => SendAsync(call, bytes, "application/xml", []) : null;

    private static async Task SendAsync(DfsCall call, byte[] bytes, string type, (string, string)[] headers)
    {
        call.Answer(200, headers);
        (call.Response.ContentType, call.Response.ContentLength) = (type, bytes.Length);
        await call.Response.Body.WriteAsync(bytes);
    }

    private Func<Task> Read(DfsCall call)
    {
        var parts = _files.Read(call);
        return async () =>
        {
            foreach (var part in parts)
            {
                await call.Response.Body.WriteAsync(part);
            }
        };
    }

    private DfsOperation Update(DfsCall call) => call.Query("action") switch
    {
        "append" => new("append", 'o', "wa", Plain(_files.Append)),
        "flush" => new("flush", 'o', "w", Plain(_files.Flush)),
        "setProperties" => new("set properties", 'o', "w", Plain(_files.SetProperties)),
        "setAccessControl" => new("set access control", 'o', "po", Plain(_access.Set)),
        "setAccessControlRecursive" => new("set access control recursive", 'o', "po", Json(each => (_access.SetRecursive(each), []))),
        null => throw DfsError.MissingQuery("action"),
        _ => throw DfsError.InvalidQuery("action"),
    };
}
