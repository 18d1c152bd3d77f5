using System.Globalization;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>A hidden file whose bytes are complete.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="ETag">Its entity tag, which a rename keeps.</param>
/// <param name="Length">Its length.</param>
/// <param name="Lease">The lease that is held on it; null for none.</param>
internal readonly record struct DfsFinished(DfsPath File, string ETag, long Length, string? Lease = null);

/// <summary>Gives finished files the names of their objects, in one step each.</summary>
/// <remarks>
/// A rename whose answer was lost is sent again, by this library or by the HTTP connection below it, and is then refused by its own work: the source is
/// gone, the target is there. So no refusal is believed before it is known whose file stands at the target.
/// </remarks>
internal sealed class DfsPublishing(DfsService service, DfsReading reading)
{
    // Folders that other runs empty and remove at the same time are made again so often.
    private const int Attempts = 100;

    /// <summary>Makes a finished file the object of a path.</summary>
    public async Task<LakeObject> PublishAsync(LakePath path, DfsFinished finished, PutCondition condition, CancellationToken cancellationToken)
    {
        var target = service.FileOf(path);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var renamed = await service.SendAsync(DfsRequests.Rename(finished.File, target, onlyNew: condition == PutCondition.IfAbsent, finished.Lease), cancellationToken);
                return renamed.Find("ETag") is not null && renamed.Find("Last-Modified") is not null
                    ? DfsReading.Describe(path, renamed, finished.Length)
                    : await FindOwnAsync(path, target, finished, cancellationToken) ?? throw new LakeException($"'{path}' was renamed, and '{finished.File.Path}' is still there: is something between this machine and the service that answers in its name?");
            }
            catch (DfsFailedException failed) when (failed.Status is 404 or 409 or 412 && failed.ErrorCode != "FilesystemNotFound")
            {
                if (await FindOwnAsync(path, target, finished, cancellationToken) is { } own)
                {
                    return own;
                }

                if (attempt == Attempts || !await MakeRoomAsync(path, target, failed, condition, cancellationToken))
                {
                    throw;
                }
            }
        }
    }

    // The object, where the file has become it; null where the file still lies at its old name.
    private async Task<LakeObject?> FindOwnAsync(LakePath path, DfsPath target, DfsFinished finished, CancellationToken cancellationToken)
    {
        var standing = await reading.FindAsync(path, target, cancellationToken);
        if (standing?.ETag == finished.ETag)
        {
            return standing;
        }

        using var source = await reading.HeadAsync(finished.File, cancellationToken);
        return source is not null ? null
            : standing is not null ? standing with { ETag = finished.ETag, Length = finished.Length }
            : throw new LakeException($"'{path}' was written, and another run has deleted it since: run it again if it is to stand.");
    }

    // Whether the rename may go better now.
    private async Task<bool> MakeRoomAsync(LakePath path, DfsPath target, DfsFailedException failed, PutCondition condition, CancellationToken cancellationToken)
    {
        if (failed.IsNotFound)
        {
            return await CreateFolderAsync(path, target.Parent, cancellationToken);
        }

        using var standing = await reading.HeadAsync(target, cancellationToken);
        if (standing?.IsDirectory() == true)
        {
            return await RemoveEmptyAsync(path, target, cancellationToken);
        }

        if (failed.IsLease)
        {
            return false;
        }

        if (failed.ErrorCode is "PathConflict" or "InvalidDestinationPath" or "InvalidSourceOrDestinationResourceType")
        {
            throw InTheWay(path, failed);
        }

        // One that stood there and is gone by now was there when it was asked.
        return condition == PutCondition.IfAbsent ? throw new LakeObjectExistsException(path) : false;
    }

    private async Task<bool> CreateFolderAsync(LakePath path, DfsPath folder, CancellationToken cancellationToken)
    {
        try
        {
            await service.DoAsync(DfsRequests.CreateDirectory(folder), cancellationToken);
            return true;
        }
        catch (DfsFailedException failed) when (failed.Status == 409)
        {
            // Another run was quicker; or a file has the folder's name.
            using var standing = await reading.HeadAsync(folder, cancellationToken);
            return standing is null || standing.IsDirectory() ? true : throw InTheWay(path, failed);
        }
    }

    // A folder in which nothing lies is no object and stands in nobody's way.
    private async Task<bool> RemoveEmptyAsync(LakePath path, DfsPath folder, CancellationToken cancellationToken)
    {
        try
        {
            await service.DoAsync(DfsRequests.Delete(folder, recursive: false), cancellationToken);
            return true;
        }
        catch (DfsFailedException failed) when (failed.IsNotFound)
        {
            return true;
        }
        catch (DfsFailedException failed) when (failed.Status == 409)
        {
            throw InTheWay(path, failed);
        }
    }

    private static LakeException InTheWay(LakePath path, DfsFailedException failed) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{path}' could not be written: an object cannot stand where another name needs a folder ({failed.ErrorCode}, HTTP {failed.Status}). Choose another name, or delete what is in the way."), failed);
}
