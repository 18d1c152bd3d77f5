using System.Buffers;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>An upload kept as one hidden file of the object's container, named by its path and tag, and held by a lease.</summary>
internal sealed class DfsUpload : ILakeUpload
{
    private readonly DfsStore _store;
    private readonly LakePath _path;
    private readonly DfsPath _file;
    private DfsLease? _lease;
    private byte[]? _block;
    private int _buffered;
    private long _kept;
    private string _etag;

    private DfsUpload(DfsStore store, LakePath path, DfsLease lease, long kept, string etag)
    {
        (_store, _path, _file, _lease, _kept, _etag) = (store, path, lease.File, lease, kept, etag);
    }

    /// <inheritdoc/>
    public long Length
    {
        get
        {
            _ = Held;
            return _kept + _buffered;
        }
    }

    private DfsLease Held => _lease ?? throw new ObjectDisposedException(nameof(ILakeUpload), $"The upload of '{_path}' is committed or closed: open it again.");

    private int BlockBytes => _store.Service.Options.BlockBytes;

    public static Task<ILakeUpload> OpenAsync(DfsStore store, LakePath path, string tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var target = store.Service.FileOf(path);
        return store.Service.CallAsync<ILakeUpload>(
            path,
            async () =>
            {
                await store.Containers.ReadyAsync(path, cancellationToken);
                var file = target with { Path = $"{WorkNames.UploadOf(path)}.{WorkNames.Hash(tag)}" };
                var lease = await DfsUploadFile.LeaseAsync(store.Service, path, file, cancellationToken);
                try
                {
                    await store.Work.SweepUploadsAsync(file, cancellationToken);
                    var (kept, etag) = await DfsUploadFile.FindKeptAsync(store, file, lease.Id, cancellationToken);
                    return new DfsUpload(store, path, lease, kept, etag);
                }
                catch
                {
                    await lease.DisposeAsync();
                    throw;
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(CancellationToken cancellationToken = default)
    {
        await FlushAsync(cancellationToken);
        return _kept == 0 ? Stream.Null : await RangeReadStream.OpenAsync(_store.Reading.ReaderOf(_path, _file), 0, _kept, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        _ = Held;
        while (!bytes.IsEmpty)
        {
            _block ??= ArrayPool<byte>.Shared.Rent(BlockBytes);
            var taken = Math.Min(bytes.Length, BlockBytes - _buffered);
            bytes[..taken].CopyTo(_block.AsMemory(_buffered));
            (_buffered, bytes) = (_buffered + taken, bytes[taken..]);
            if (_buffered == BlockBytes)
            {
                await FlushAsync(cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<LakeObject> CommitAsync(PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default)
    {
        await FlushAsync(cancellationToken);
        var lease = Held;
        // The lease is held until the name has changed, so that nobody takes the finished bytes for an upload of theirs.
        var committed = await HeldAsync(() => _store.Publishing.PublishAsync(_path, new DfsFinished(_file, _etag, _kept, lease.Id), condition, cancellationToken), cancellationToken);
        _lease = null;
        ReturnBlock();
        await lease.ReleaseAsync(_store.Service.FileOf(_path), cancellationToken);
        return committed;
    }

    /// <inheritdoc/>
    public async Task DiscardAsync(CancellationToken cancellationToken = default)
    {
        var lease = Held;
        // Deleted under the lease, so that it cannot be another run's upload that is thrown away.
        await HeldAsync(() => DeleteAsync(lease, cancellationToken), cancellationToken);
        (_lease, _buffered, _kept) = (null, 0, 0);
        _lease = await _store.Service.CallAsync(_path, () => DfsUploadFile.LeaseAsync(_store.Service, _path, _file, cancellationToken), cancellationToken);
        _etag = (await _store.Service.CallAsync(_path, () => DfsUploadFile.FindKeptAsync(_store, _file, _lease.Id, cancellationToken), cancellationToken)).ETag;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_lease is not { } lease)
        {
            return;
        }

        try
        {
            await FlushAsync(CancellationToken.None);
            if (_kept == 0)
            {
                await DeleteAsync(lease, CancellationToken.None);
            }
            else
            {
                await lease.ReleaseAsync(_file, CancellationToken.None);
            }

            ReturnBlock();
        }
        catch (Exception error) when (error is LakeException || StorageErrors.IsStorage(error, CancellationToken.None))
        {
            // What was not kept is fetched again, and the lease runs out by itself.
            await lease.DisposeAsync();
        }

        _lease = null;
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var lease = Held;
        if (_buffered > 0)
        {
            _etag = await HeldAsync(() => _store.Writing.AppendAsync(_file, _kept, _block.AsMemory(0, _buffered), lease.Id, cancellationToken), cancellationToken);
            (_kept, _buffered) = (_kept + _buffered, 0);
        }
    }

    // A lease that ran out is taken again, unless another run has taken it.
    private Task<T> HeldAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken) => _store.Service.CallAsync(
        _path,
        async () =>
        {
            try
            {
                return await write();
            }
            catch (DfsFailedException failed) when (failed.IsLease)
            {
                return await Held.TryRenewAsync(cancellationToken) ? await write() : throw new LakeUploadBusyException(_path, failed);
            }
        },
        cancellationToken);

    private async Task<bool> DeleteAsync(DfsLease lease, CancellationToken cancellationToken)
    {
        await lease.DisposeAsync();
        try
        {
            await _store.Service.DoAsync(DfsRequests.Delete(_file, lease: lease.Id), cancellationToken);
            return true;
        }
        catch (DfsFailedException failed) when (failed.IsNotFound)
        {
            // Gone already: by a first try, whose answer was lost, or by another run's sweep.
            return false;
        }
    }

    private void ReturnBlock()
    {
        if (_block is { } block)
        {
            _block = null;
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
