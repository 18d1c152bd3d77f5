using System.Globalization;
using System.Text;
using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs.Operations;

/// <summary>Creating, renaming and deleting files and directories.</summary>
internal sealed class PathOperations(DfsAccount account, DfsServerOptions options)
{
    public void Create(DfsCall call)
    {
        var fileSystem = account.Require(call.FileSystem);
        var isDirectory = call.Query("resource") switch { "directory" => true, "file" => false, _ => throw DfsError.InvalidQuery("resource") };
        var existing = fileSystem.Find(call.Path);
        Conditions.RequireWrite(call, existing, leases: call.Header("x-ms-lease-id") is not null);
        if (call.Path.Length == 0 || (existing is DfsDirectory && !isDirectory) || (existing is DfsFile && isDirectory))
        {
            throw DfsError.PathConflict;
        }

        var parent = fileSystem.MakeParentOf(call.Path, above => new DfsDirectory(account.NextETag(), account.Now, above.Access.Inherited(directory: true) ?? AccessControlList.ForDirectory));
        var access = parent.Access.Inherited(isDirectory) ?? Masked(isDirectory ? AccessControlList.ForDirectory.WithPermissions("0777") : AccessControlList.ForFile.WithPermissions("0666"), call.Header("x-ms-umask") ?? "0027");
        if (call.Header("x-ms-permissions") is { } mode)
        {
            access = access.WithPermissions(mode);
        }

        // A directory that is created again stays, with what lies in it; a file is replaced by an empty one, whoever leased it.
        DfsNode node = isDirectory ? existing as DfsDirectory ?? new DfsDirectory(account.NextETag(), account.Now, access) : new DfsFile(account.NextETag(), account.Now, access);
        node.Properties = call.Header("x-ms-properties") ?? "";
        node.ContentType = call.Header("x-ms-content-type") ?? node.ContentType;
        if (node == existing)
        {
            node.Touch(account.NextETag(), account.Now);
        }

        parent.Children[DfsFileSystem.NameOf(call.Path)] = node;
        call.Answer(201, [.. DfsAnswer.Of(node), ("x-ms-request-server-encrypted", "true")]);
    }

    public void Rename(DfsCall call)
    {
        var source = SourceOf(call);
        var target = account.Require(call.FileSystem);
        var node = (source.Path.Length == 0 ? null : account.Require(source.FileSystem).Find(source.Path)) ?? throw DfsError.SourcePathNotFound;
        Conditions.RequireSource(call, node);
        if (call.Path.Length == 0 || (node is DfsDirectory && source.FileSystem == call.FileSystem && (call.Path + "/").StartsWith(source.Path + "/", StringComparison.Ordinal)))
        {
            throw DfsError.InvalidRenameSourcePath;
        }

        var parent = target.ParentOf(call.Path) ?? throw DfsError.RenameDestinationParentPathNotFound;
        var existing = target.Find(call.Path);
        Conditions.RequireWrite(call, existing, leases: call.Header("x-ms-lease-id") is not null);
        if (existing is DfsDirectory directory && (node is DfsFile || directory.Children.Count > 0))
        {
            throw DfsError.PathAlreadyExists;
        }

        if (existing is DfsFile && node is DfsDirectory)
        {
            throw DfsError.InvalidDestinationPath;
        }

        // The file keeps its entity tag, its properties and its lease under the new name.
        account.Require(source.FileSystem).ParentOf(source.Path)!.Children.Remove(DfsFileSystem.NameOf(source.Path));
        parent.Children[DfsFileSystem.NameOf(call.Path)] = node;
        node.Properties = call.Header("x-ms-properties") ?? node.Properties;
        call.Answer(201, DfsAnswer.Of(node));
    }

    public void Delete(DfsCall call)
    {
        var fileSystem = account.Require(call.FileSystem);
        var node = (call.Path.Length == 0 ? null : fileSystem.Find(call.Path)) ?? throw DfsError.PathNotFound;
        Conditions.RequireWrite(call, node);
        var recursive = call.Flag("recursive");
        if (node is DfsDirectory directory)
        {
            if (!recursive && directory.Children.Count > 0)
            {
                throw DfsError.DirectoryNotEmpty;
            }

            var left = options.DeletePageSize;
            Empty(directory, ref left);
            if (directory.Children.Count > 0)
            {
                call.Answer(200, ("x-ms-continuation", Convert.ToBase64String(Encoding.UTF8.GetBytes(call.Path))));
                return;
            }
        }

        fileSystem.ParentOf(call.Path)!.Children.Remove(DfsFileSystem.NameOf(call.Path));
        call.Answer(200, ("x-ms-delete-type-permanent", "true"));
    }

    /// <summary>File system and path of the header x-ms-rename-source, which is escaped as a URL is.</summary>
    public static (string FileSystem, string Path) SourceOf(DfsCall call)
    {
        var text = call.Header("x-ms-rename-source")!.Split('?')[0];
        var account = $"/{call.Account.Name}/";
        return DfsCall.Split(!call.IsHostStyle && text.StartsWith(account, StringComparison.Ordinal) ? text[(account.Length - 1)..] : text);
    }

    private static void Empty(DfsDirectory directory, ref int left)
    {
        foreach (var (name, child) in directory.Children.ToList())
        {
            if (child is DfsDirectory below)
            {
                Empty(below, ref left);
            }

            if (left == 0 || child is DfsDirectory { Children.Count: > 0 })
            {
                return;
            }

            directory.Children.Remove(name);
            left--;
        }
    }

    private static AccessControlList Masked(AccessControlList access, string umask)
    {
        var full = access.Permissions;
        var bits = Convert.ToInt32(umask, 8);
        return access.WithPermissions(string.Concat(full.Select((right, i) => (bits & (1 << (8 - i))) != 0 ? '-' : right)));
    }
}
