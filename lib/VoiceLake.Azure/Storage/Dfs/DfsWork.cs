using System.Collections.Concurrent;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>The hidden folder of each container where unfinished files lie; leftovers of killed runs are removed from it.</summary>
internal sealed class DfsWork(DfsService service, DfsListing listing)
{
    // A write that takes longer than this is not one any more; an upload may be taken up again for as long.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private readonly ConcurrentDictionary<string, bool> _swept = new(StringComparer.Ordinal);

    /// <summary>A new name for a file that is not finished.</summary>
    public static DfsPath NewFile(DfsPath target) => target with { Path = $"{WorkNames.Folder}temporary/{Guid.NewGuid():N}" };

    /// <summary>Removes, once a store and container, the temporary files that are old.</summary>
    public async Task SweepTemporaryAsync(DfsPath target, CancellationToken cancellationToken)
    {
        if (_swept.TryAdd(target.FileSystem, true))
        {
            await DeleteAsync(target with { Path = $"{WorkNames.Folder}temporary" }, IsOld, cancellationToken);
        }
    }

    /// <summary>Removes uploads of the same object under other tags, and those that are old; what another run holds stays.</summary>
    public Task SweepUploadsAsync(DfsPath own, CancellationToken cancellationToken)
    {
        var key = own.Path[..(own.Path.LastIndexOf('.') + 1)];
        return DeleteAsync(own.Parent, entry => entry.Name != own.Path && (IsOld(entry) || entry.Name.StartsWith(key, StringComparison.Ordinal)), cancellationToken);
    }

    private bool IsOld(DfsEntry entry) => entry.LastModified < service.Options.Time.GetUtcNow() - Kept;

    private async Task DeleteAsync(DfsPath folder, Func<DfsEntry, bool> which, CancellationToken cancellationToken)
    {
        await foreach (var entry in listing.ListWorkAsync(folder, cancellationToken).Where(entry => !entry.IsFolder && which(entry)))
        {
            try
            {
                await service.DoAsync(DfsRequests.Delete(folder with { Path = entry.Name }), cancellationToken);
            }
            catch (DfsFailedException failed) when (failed.IsLease || failed.IsNotFound)
            {
                // Another run holds it, or has just removed it.
            }
        }
    }
}
