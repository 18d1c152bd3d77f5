using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Blobs;

/// <summary>Holds an unfinished upload for one run: by a short lease that is renewed as long as the run lives.</summary>
internal sealed class UploadLease : IAsyncDisposable
{
    // The shortest there is: so long a run that comes after a killed one has to wait.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    // Two uploads of one process need not wait for each other's end.
    private static readonly ConcurrentDictionary<string, bool> OfThisProcess = new(StringComparer.Ordinal);

    private readonly BlobLeaseClient _lease;
    private readonly string _key;
    private readonly PeriodicTimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;

    private UploadLease(BlobLeaseClient lease, string key, TimeProvider time)
    {
        (_lease, _key) = (lease, key);
        _timer = new PeriodicTimer(Renewal, time);
        _renewing = RenewAsync();
    }

    /// <summary>The condition that every change of the upload carries.</summary>
    public string Id => _lease.LeaseId;

    /// <summary>Takes the lease; waits for one that a killed run left.</summary>
    /// <param name="blob">What the upload is kept in; it is there.</param>
    /// <param name="path">Where its object will stand.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="LakeUploadBusyException">Another run renews it.</exception>
    public static async Task<UploadLease> AcquireAsync(AppendBlobClient blob, LakePath path, TimeProvider time, CancellationToken cancellationToken)
    {
        var key = blob.Uri.GetLeftPart(UriPartial.Path);
        if (!OfThisProcess.TryAdd(key, true))
        {
            throw new LakeUploadBusyException(path);
        }

        try
        {
            var lease = blob.GetBlobLeaseClient();
            for (var waited = TimeSpan.Zero; ; waited += Poll)
            {
                try
                {
                    await lease.AcquireAsync(Duration, cancellationToken: cancellationToken);
                    return new UploadLease(lease, key, time);
                }
                catch (RequestFailedException held) when (held.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
                {
                    if (waited > Duration)
                    {
                        throw new LakeUploadBusyException(path, held);
                    }
                }

                await Task.Delay(Poll, time, cancellationToken);
            }
        }
        catch
        {
            OfThisProcess.TryRemove(key, out _);
            throw;
        }
    }

    /// <summary>Gives it back.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        try
        {
            await _lease.ReleaseAsync();
        }
        catch (Exception error) when (StorageErrors.IsStorage(error, CancellationToken.None))
        {
            // Lost to another run, or out of reach: it ends by itself.
        }

        OfThisProcess.TryRemove(_key, out _);
    }

    /// <summary>Lets go of it after its blob was deleted.</summary>
    public async Task ForgetAsync()
    {
        await StopAsync();
        OfThisProcess.TryRemove(_key, out _);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        _timer.Dispose();
        await _renewing;
        _stop.Dispose();
    }

    private async Task RenewAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            try
            {
                await _lease.RenewAsync(cancellationToken: _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (StorageErrors.IsStorage(error, _stop.Token))
            {
                // The next change of the upload tells whether it is lost; a line that is down for a moment is no loss.
            }
        }
    }
}
