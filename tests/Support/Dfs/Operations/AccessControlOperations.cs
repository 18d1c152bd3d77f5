using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs.Operations;

/// <summary>Owner, group, permissions and access control lists.</summary>
internal sealed class AccessControlOperations(DfsAccount account)
{
    public void Get(DfsCall call)
    {
        var node = Require(call);
        Conditions.RequireRead(call, node);
        call.Answer(200, [.. DfsAnswer.Of(node), ("x-ms-owner", node.Owner), ("x-ms-group", node.Group), ("x-ms-permissions", node.Access.Permissions), ("x-ms-acl", node.Access.ToString())]);
    }

    public void Set(DfsCall call)
    {
        var node = Require(call);
        Conditions.RequireWrite(call, node);
        var (list, mode) = (call.Header("x-ms-acl"), call.Header("x-ms-permissions"));
        if (list is not null && mode is not null)
        {
            throw DfsError.InvalidInput("either permissions or an access control list");
        }

        node.Access = list is not null ? Parse(list, node) : mode is not null ? node.Access.WithPermissions(mode) : node.Access;
        node.Owner = call.Header("x-ms-owner") ?? node.Owner;
        node.Group = call.Header("x-ms-group") ?? node.Group;
        call.Answer(200, DfsAnswer.Of(node));
    }

    /// <summary>Sets the list of a directory and of all below it.</summary>
    public object SetRecursive(DfsCall call)
    {
        var node = Require(call);
        var list = call.Header("x-ms-acl") ?? throw DfsError.MissingHeader("x-ms-acl");
        if (call.Query("mode") != "set")
        {
            throw DfsError.InvalidQuery("mode");
        }

        var all = node is DfsDirectory directory ? DfsFileSystem.Walk(directory, call.Path, recursive: true).Select(found => found.Node).Prepend(node).ToList() : [node];
        foreach (var each in all)
        {
            each.Access = each is DfsFile ? AccessControlList.Parse(string.Join(',', list.Split(',').Where(entry => !entry.StartsWith("default:", StringComparison.Ordinal)))) : AccessControlList.Parse(list);
        }

        return new { directoriesSuccessful = all.Count(each => each is DfsDirectory), filesSuccessful = all.Count(each => each is DfsFile), failureCount = 0, failedEntries = Array.Empty<object>() };
    }

    private static AccessControlList Parse(string list, DfsNode node) => node is DfsFile && list.Contains("default:", StringComparison.Ordinal)
        ? throw DfsError.InvalidInput("default entries stand on directories only")
        : AccessControlList.Parse(list);

    private DfsNode Require(DfsCall call) => account.Require(call.FileSystem).Find(call.Path) ?? throw DfsError.PathNotFound;
}
