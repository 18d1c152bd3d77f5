using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>A lease that is held on a file and renewed in the background; a run that is killed loses it after a quarter of a minute.</summary>
internal sealed class DfsLease : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewedEvery = TimeSpan.FromSeconds(5);

    private readonly DfsService _service;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;
    private bool _stopped;

    private DfsLease(DfsService service, DfsPath file, string id)
    {
        (_service, File, Id) = (service, file, id);
        _renewing = RenewAsync();
    }

    public DfsPath File { get; }

    public string Id { get; }

    /// <summary>Takes a lease; null where another has it.</summary>
    public static async Task<DfsLease?> TryAcquireAsync(DfsService service, DfsPath file, CancellationToken cancellationToken)
    {
        // A try that is repeated asks for the same id and gets the same lease.
        var id = Guid.NewGuid().ToString();
        try
        {
            await service.DoAsync(DfsRequests.AcquireLease(file, id, Duration), cancellationToken);
            return new DfsLease(service, file, id);
        }
        catch (DfsFailedException failed) when (failed.IsLease)
        {
            return null;
        }
    }

    /// <summary>Takes the lease again where it ran out, such as while the machine slept; false where another has it.</summary>
    public async Task<bool> TryRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _service.DoAsync(DfsRequests.RenewLease(File, Id), cancellationToken);
            return true;
        }
        catch (DfsFailedException failed) when (failed.IsLease || failed.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>Gives the lease back, wherever the file lies by now.</summary>
    public async Task ReleaseAsync(DfsPath file, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        try
        {
            await _service.DoAsync(DfsRequests.ReleaseLease(file, Id), cancellationToken);
        }
        catch (Exception error) when (StorageErrors.IsStorage(error, cancellationToken))
        {
            // Run out, taken by another, given back by a first try, or out of reach: it ends by itself.
        }
    }

    /// <summary>Stops renewing it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _stopped, true))
        {
            await _stop.CancelAsync();
            await _renewing;
            _stop.Dispose();
        }
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(RenewedEvery, _service.Options.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token) && await TryRenewAsync(_stop.Token))
            {
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It is not needed any more.
        }
        catch (Exception error) when (StorageErrors.IsStorage(error, _stop.Token))
        {
            // The next write meets the same, and tells it.
        }
    }
}
