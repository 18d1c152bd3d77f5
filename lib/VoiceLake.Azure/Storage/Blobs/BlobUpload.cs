using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Blobs;

/// <summary>An upload whose bytes are kept in an append blob beside its object's container, out of every listing's sight.</summary>
/// <remarks>
/// Blocks that wait for a commit cannot be read back, and a copy inside the service may be seen half done; an append blob can be read and goes on
/// where it ended. So the bytes travel once more at the commit, which writes the object as every other is written, in one step. What fits into one
/// append is held in memory, and a small file that is not interrupted is written only once.
/// </remarks>
internal sealed class BlobUpload : ILakeUpload
{
    /// <summary>How many bytes are gathered before they are sent: what a killed run may lose.</summary>
    public const int PieceBytes = 4 << 20;

    private const string TagName = "voicelake_tag";
    private readonly BlobService _service;
    private readonly BlobWriting _writing;
    private readonly LakePath _path;
    private readonly AppendBlobClient _kept;
    private readonly UploadLease _lease;
    private readonly string _tag;
    private readonly MemoryStream _piece = new();
    private long _stored;
    private bool _closed;

    private BlobUpload(BlobService service, BlobWriting writing, LakePath path, AppendBlobClient kept, UploadLease lease, string tag, long stored)
    {
        (_service, _writing, _path, _kept, _lease, _tag, _stored) = (service, writing, path, kept, lease, tag, stored);
    }

    /// <inheritdoc/>
    public long Length => RequireOpen() + _piece.Length;

    private AppendBlobRequestConditions Held => new() { LeaseId = _lease.Id };

    public static Task<ILakeUpload> OpenAsync(BlobService service, BlobWriting writing, UploadSweep sweep, LakePath path, string tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tag);
        _ = service.BlobOf(path);
        var kept = service.ContainerOf(path).GetAppendBlobClient(WorkNames.UploadOf(path));
        return service.CallAsync(
            path,
            async () =>
            {
                var upload = await service.WriteAsync(path, () => OpenAsync(service, writing, path, kept, WorkNames.Hash(tag), cancellationToken), cancellationToken);
                await sweep.SweepAsync(path, cancellationToken);
                return upload;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(CancellationToken cancellationToken = default)
    {
        if (RequireOpen() == 0)
        {
            return new MemoryStream(_piece.ToArray(), writable: false);
        }

        await SendPieceAsync(cancellationToken);
        var read = new BlobReading(_service).ReaderOf(_kept, _path);

        // The upload is ours and only grows: its versions are one.
        return await RangeReadStream.OpenAsync((offset, buffer, _, cancel) => read(offset, buffer, null, cancel), 0, _stored, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        RequireOpen();
        while (bytes.Length > 0)
        {
            var count = (int)Math.Min(bytes.Length, PieceBytes - _piece.Length);
            _piece.Write(bytes.Span[..count]);
            bytes = bytes[count..];
            if (_piece.Length == PieceBytes)
            {
                await SendPieceAsync(cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<LakeObject> CommitAsync(PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default)
    {
        await using var content = await OpenReadAsync(cancellationToken);
        var committed = await _writing.PutAsync(_path, content, condition, cancellationToken);
        await CloseAsync(remove: true);
        return committed;
    }

    /// <inheritdoc/>
    public async Task DiscardAsync(CancellationToken cancellationToken = default)
    {
        var stored = RequireOpen();
        _piece.SetLength(0);
        if (stored > 0)
        {
            await ChangeAsync(async () => await _kept.CreateAsync(OptionsOf(_tag, Held), cancellationToken), cancellationToken);
            _stored = 0;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_closed)
        {
            return;
        }

        try
        {
            if (_stored + _piece.Length > 0)
            {
                await SendPieceAsync(CancellationToken.None);
            }
        }
        catch (LakeException)
        {
            // What was sent before is kept; the last piece is asked for again by the next run.
        }

        await CloseAsync(remove: _stored == 0);
    }

    private static async Task<ILakeUpload> OpenAsync(BlobService service, BlobWriting writing, LakePath path, AppendBlobClient kept, string tag, CancellationToken cancellationToken)
    {
        while (true)
        {
            await CreateIfAbsentAsync(kept, tag, cancellationToken);
            UploadLease? lease = null;
            try
            {
                lease = await UploadLease.AcquireAsync(kept, path, service.Options.Time, cancellationToken);
                BlobProperties found = await kept.GetPropertiesAsync(cancellationToken: cancellationToken);
                var upload = new BlobUpload(service, writing, path, kept, lease, tag, found.ContentLength);
                if (!found.Metadata.TryGetValue(TagName, out var before) || before != tag)
                {
                    // The bytes of another version: the tag goes with them.
                    await kept.CreateAsync(OptionsOf(tag, upload.Held), cancellationToken);
                    upload._stored = 0;
                }

                return upload;
            }
            catch (RequestFailedException gone) when (gone.ErrorCode == BlobErrorCode.BlobNotFound && lease is null)
            {
                // Another run committed between the two requests: the name is free.
            }
            catch when (lease is not null)
            {
                await lease.DisposeAsync();
                throw;
            }
        }
    }

    private static async Task CreateIfAbsentAsync(AppendBlobClient kept, string tag, CancellationToken cancellationToken)
    {
        try
        {
            await kept.CreateAsync(OptionsOf(tag, new AppendBlobRequestConditions { IfNoneMatch = ETag.All }), cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412 && there.ErrorCode != BlobErrorCode.ContainerBeingDeleted)
        {
            // An earlier run left it, or another run holds it: the lease tells.
        }
    }

    private static AppendBlobCreateOptions OptionsOf(string tag, AppendBlobRequestConditions conditions) =>
        new() { Metadata = new Dictionary<string, string> { [TagName] = tag }, Conditions = conditions };

    private async Task SendPieceAsync(CancellationToken cancellationToken)
    {
        if (_piece.Length == 0)
        {
            return;
        }

        var conditions = Held;
        conditions.IfAppendPositionEqual = _stored;
        var end = _stored + _piece.Length;
        await ChangeAsync(
            async () =>
            {
                try
                {
                    using var piece = new MemoryStream(_piece.GetBuffer(), 0, (int)_piece.Length, writable: false);
                    await _kept.AppendBlockAsync(piece, new AppendBlobAppendBlockOptions { Conditions = conditions }, cancellationToken);
                }
                catch (RequestFailedException moved) when (moved.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
                {
                    // A first try arrived and only its answer was lost: the lease says that nobody else appends.
                    BlobProperties now = await _kept.GetPropertiesAsync(cancellationToken: cancellationToken);
                    if (now.ContentLength != end)
                    {
                        throw;
                    }
                }

                return true;
            },
            cancellationToken);
        _stored = end;
        _piece.SetLength(0);
    }

    // A lease that is lost means that another run has taken the upload over.
    private async Task ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        try
        {
            await _service.CallAsync(_path, change, cancellationToken);
        }
        catch (LakeException error) when (error.InnerException is RequestFailedException { ErrorCode: { } code } && code.StartsWith("Lease", StringComparison.Ordinal))
        {
            throw new LakeUploadBusyException(_path, error);
        }
    }

    private long RequireOpen() => _closed ? throw new ObjectDisposedException(nameof(ILakeUpload), $"The upload of '{_path}' is committed or closed: open it again.") : _stored;

    private async Task CloseAsync(bool remove)
    {
        _closed = true;
        if (remove)
        {
            try
            {
                await _kept.DeleteIfExistsAsync(conditions: new BlobRequestConditions { LeaseId = _lease.Id });
                await _lease.ForgetAsync();
                return;
            }
            catch (Exception error) when (StorageErrors.IsStorage(error, CancellationToken.None))
            {
                // What is left is seen by nobody, and the next upload to this path takes it up or discards it.
            }
        }

        await _lease.DisposeAsync();
    }
}
