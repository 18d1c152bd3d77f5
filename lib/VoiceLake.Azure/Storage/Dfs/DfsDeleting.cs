using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>Deletes objects with the folders they leave empty, and whole folders.</summary>
internal sealed class DfsDeleting(DfsService service)
{
    /// <summary>Deletes an object; false where there was none, or a folder.</summary>
    public async Task<bool> DeleteFileAsync(DfsPath file, CancellationToken cancellationToken)
    {
        if (!await IsFileAsync(file, cancellationToken))
        {
            return false;
        }

        try
        {
            await service.DoAsync(DfsRequests.Delete(file), cancellationToken);
        }
        catch (DfsFailedException failed) when (failed.IsNotFound)
        {
            // Another run was quicker; or a first try of this one, whose answer was lost.
            return failed.Retried;
        }

        for (var folder = file.Parent; folder.Path.Length > 0; folder = folder.Parent)
        {
            try
            {
                await service.DoAsync(DfsRequests.Delete(folder, recursive: false), cancellationToken);
            }
            catch (DfsFailedException failed) when (failed.Status is 403 or 404 or 409 or 412)
            {
                // Not empty, already gone, held, or not to be deleted by this identity: what stands above it is not empty either.
                break;
            }
        }

        return true;
    }

    /// <summary>Deletes a folder with all that is below it; false where there was none.</summary>
    public async Task<bool> DeleteFolderAsync(LakePath path, CancellationToken cancellationToken)
    {
        var folder = service.FolderOf(path);
        if (folder.Path.Length == 0)
        {
            throw new LakeException($"'{path}' is a whole container: name a folder in it, or delete the container on purpose ('az storage fs delete --name {folder.FileSystem}').");
        }

        string? continuation = null;
        try
        {
            do
            {
                using var deleted = await service.SendAsync(DfsRequests.Delete(folder, recursive: true, continuation), cancellationToken);
                continuation = deleted.Continuation();
            }
            while (continuation is not null);
            return true;
        }
        catch (DfsFailedException failed) when (failed.IsNotFound)
        {
            return continuation is not null || failed.Retried;
        }
    }

    // A folder is no object, and deleting one by an object's name would delete what was never named.
    private async Task<bool> IsFileAsync(DfsPath file, CancellationToken cancellationToken)
    {
        try
        {
            using var found = await service.SendAsync(DfsRequests.Head(file), cancellationToken);
            return !found.IsDirectory();
        }
        catch (DfsFailedException failed) when (failed.IsNotFound)
        {
            return false;
        }
    }
}
