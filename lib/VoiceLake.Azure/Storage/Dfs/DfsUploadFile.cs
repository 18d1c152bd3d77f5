using System.Globalization;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>The hidden file of an upload, as one run takes it from another.</summary>
internal static class DfsUploadFile
{
    /// <summary>Takes the lease of an upload's file, which is made where there is none.</summary>
    /// <exception cref="LakeUploadBusyException">Another run has it.</exception>
    public static async Task<DfsLease> LeaseAsync(DfsService service, LakePath path, DfsPath file, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await service.DoAsync(DfsRequests.CreateFile(file), cancellationToken);
            }
            catch (DfsFailedException failed) when (failed.Status is 409 or 412)
            {
                // Kept by an earlier run, or held by another: the lease tells.
            }

            try
            {
                return await DfsLease.TryAcquireAsync(service, file, cancellationToken) ?? throw new LakeUploadBusyException(path);
            }
            catch (DfsFailedException failed) when (failed.IsNotFound && attempt < 100)
            {
                // Published or removed in the meantime: the name is free.
            }
        }
    }

    /// <summary>How many bytes are kept, and their entity tag.</summary>
    public static async Task<(long Kept, string ETag)> FindKeptAsync(DfsStore store, DfsPath file, string lease, CancellationToken cancellationToken)
    {
        using var found = await store.Service.SendAsync(DfsRequests.Head(file), cancellationToken);
        var kept = long.Parse(found.Find("Content-Length") ?? "0", CultureInfo.InvariantCulture);
        if (kept == 0)
        {
            return (0, found.Find("ETag")!);
        }

        // Bytes that a killed run appended and did not flush are forgotten.
        using var flushed = await store.Service.SendAsync(DfsRequests.Flush(file, kept, lease), cancellationToken);
        return (kept, flushed.Find("ETag") ?? found.Find("ETag")!);
    }
}
