using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs.Models;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Blobs;

/// <summary>Removes uploads that no run has gone on with for a week: once a container, as long as a store is open.</summary>
internal sealed class UploadSweep(BlobService service)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private readonly ConcurrentDictionary<string, bool> _swept = new(StringComparer.Ordinal);

    /// <summary>Sweeps the container of a path.</summary>
    public async Task SweepAsync(LakePath path, CancellationToken cancellationToken)
    {
        if (!_swept.TryAdd(path.Container, true))
        {
            return;
        }

        var limit = service.Options.Time.GetUtcNow() - Kept;
        var container = service.ContainerOf(path);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, WorkNames.Uploads, cancellationToken))
        {
            if (blob.Properties.LastModified < limit && blob.Properties.LeaseState != LeaseState.Leased)
            {
                try
                {
                    await container.GetBlobClient(blob.Name).DeleteIfExistsAsync(conditions: new BlobRequestConditions { IfMatch = blob.Properties.ETag }, cancellationToken: cancellationToken);
                }
                catch (RequestFailedException taken) when (taken.Status is 409 or 412)
                {
                    // Taken up between the two requests: it is somebody's again.
                }
            }
        }
    }
}
