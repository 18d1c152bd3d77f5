using System.Text.Json;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>Reads and sets owners, permissions and access control lists.</summary>
internal sealed class DfsAccessControl(DfsService service)
{
    public async Task<LakeAccessControl> GetAsync(LakePath path, CancellationToken cancellationToken)
    {
        try
        {
            using var found = await service.SendAsync(DfsRequests.GetAccessControl(service.FolderOf(path)), cancellationToken);
            return new LakeAccessControl(found.Find("x-ms-owner") ?? "", found.Find("x-ms-group") ?? "", found.Find("x-ms-permissions") ?? "", LakeAccessEntry.ParseList(found.Find("x-ms-acl") ?? ""));
        }
        catch (DfsFailedException failed) when (failed.IsNotFound)
        {
            throw new LakeObjectNotFoundException(path);
        }
    }

    public async Task SetAsync(LakePath path, IReadOnlyList<LakeAccessEntry> entries, bool recursive, CancellationToken cancellationToken)
    {
        RequireWhole(path, entries);
        var (target, list) = (service.FolderOf(path), string.Join(',', entries));
        try
        {
            if (!recursive)
            {
                await service.DoAsync(DfsRequests.SetAccessControl(target, list), cancellationToken);
                return;
            }

            string? continuation = null;
            do
            {
                using var answer = await service.SendAsync(DfsRequests.SetAccessControlRecursive(target, list, continuation), cancellationToken);
                RequireAll(path, answer.Content);
                continuation = answer.Continuation();
            }
            while (continuation is not null);
        }
        catch (DfsFailedException failed) when (failed.IsNotFound)
        {
            throw new LakeObjectNotFoundException(path);
        }
    }

    private static void RequireWhole(LakePath path, IReadOnlyList<LakeAccessEntry> entries)
    {
        LakeAccessKind[] needed = [LakeAccessKind.User, LakeAccessKind.Group, LakeAccessKind.Other];
        var missing = needed.Except(entries.Where(entry => entry is { Id: "", IsDefault: false }).Select(entry => entry.Kind)).ToList();
        if (missing.Count > 0)
        {
            throw new LakeException($"'{path}': an access control list is set as a whole, and this one lacks {string.Join(", ", missing.Select(kind => new LakeAccessEntry(kind, "", "")))}: add the owner (user::), the owning group (group::) and the others (other::) with their rights.");
        }
    }

    // The service goes on past what it may not change, and lists it.
    private static void RequireAll(LakePath path, BinaryData answer)
    {
        using var json = JsonDocument.Parse(answer);
        if (json.RootElement.GetProperty("failureCount").GetInt32() is var failures and > 0)
        {
            var first = json.RootElement.TryGetProperty("failedEntries", out var entries) && entries.GetArrayLength() > 0 ? $", the first of them '{entries[0].GetProperty("name").GetString()}'" : "";
            throw new LakeAccessException($"'{path}': the access control list of {failures} files or folders below it could not be set{first}: only their owner, or an identity with the role Storage Blob Data Owner on the storage account, may do that. The others are set.");
        }
    }
}
