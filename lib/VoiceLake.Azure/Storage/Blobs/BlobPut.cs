using System.Buffers.Binary;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Blobs;

/// <summary>One writing of one object. It marks the object with an id of its own, so that a request whose answer was lost is not taken for another run's.</summary>
internal sealed class BlobPut(BlobService service, LakePath path, BlockBlobClient blob, PutCondition condition)
{
    /// <summary>The metadata that holds the id of the writing.</summary>
    public const string WriteId = "voicelake_write";

    // A blob holds so many blocks.
    private const int MostBlocks = 50_000;

    private readonly Guid _id = Guid.NewGuid();
    private readonly List<string> _blocks = [];

    private Dictionary<string, string> Metadata => new() { [WriteId] = _id.ToString("N") };

    private BlobRequestConditions? Conditions => condition == PutCondition.IfAbsent ? new BlobRequestConditions { IfNoneMatch = ETag.All } : null;

    /// <summary>Writes the whole by one request.</summary>
    public async Task<LakeObject?> SendAsync(ArraySegment<byte> content, CancellationToken cancellationToken) =>
        await FinishAsync(
            content.Count,
            async () => await blob.UploadAsync(
                StreamOf(content), new BlobUploadOptions { Metadata = Metadata, Conditions = Conditions, TransferOptions = new StorageTransferOptions { InitialTransferSize = content.Count + 1L } }, cancellationToken),
            cancellationToken);

    /// <summary>Sends one block more; nobody sees it before the commit. Blocks stand in the order of the calls.</summary>
    public Task StageAsync(ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        if (_blocks.Count == MostBlocks)
        {
            throw new LakeException($"'{path}' is larger than {MostBlocks:N0} blocks of {service.Options.BlockBytes} bytes: write it with larger ones ({nameof(AzureLakeOptions.BlockBytes)}).");
        }

        var id = IdOf(_blocks.Count);
        _blocks.Add(id);
        return service.CallAsync(
            path, () => service.WriteAsync(path, async () => await blob.StageBlockAsync(id, StreamOf(content), cancellationToken: cancellationToken), cancellationToken), cancellationToken);
    }

    /// <summary>Makes the blocks the object; null where another writing has thrown them away.</summary>
    public Task<LakeObject?> CommitAsync(long length, CancellationToken cancellationToken) =>
        FinishAsync(
            length,
            async () => await blob.CommitBlockListAsync(_blocks, new CommitBlockListOptions { Metadata = Metadata, Conditions = Conditions }, cancellationToken),
            cancellationToken);

    private async Task<LakeObject?> FinishAsync(long length, Func<Task<Response<BlobContentInfo>>> send, CancellationToken cancellationToken)
    {
        try
        {
            BlobContentInfo written = await service.WriteAsync(path, send, cancellationToken);
            return new LakeObject(path, length, written.ETag.ToString("H"), written.LastModified);
        }
        catch (RequestFailedException taken) when (taken.Status is 409 or 412 && (taken.ErrorCode == BlobErrorCode.BlobAlreadyExists || taken.ErrorCode == BlobErrorCode.ConditionNotMet))
        {
            // Another's, or ours: a first try may have arrived and only its answer been lost.
            return await FindOwnAsync(cancellationToken) ?? throw new LakeObjectExistsException(path);
        }
        catch (RequestFailedException gone) when (gone.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            return await FindOwnAsync(cancellationToken) is { } own ? own
                : condition == PutCondition.IfAbsent ? throw new LakeObjectExistsException(path)
                : null;
        }
        catch (Exception error) when (StorageErrors.IsStorage(error, cancellationToken))
        {
            // Where no answer came, the object may stand there all the same.
            return StorageErrors.IsUnknown(error) && await FindOwnAfterAsync(error, cancellationToken) is { } own ? own : throw service.Errors.Of(error, path.ToString());
        }
    }

    private async Task<LakeObject?> FindOwnAfterAsync(Exception error, CancellationToken cancellationToken)
    {
        try
        {
            return await FindOwnAsync(cancellationToken);
        }
        catch (LakeException)
        {
            throw new LakeException($"{service.Errors.Of(error, path.ToString()).Message} Whether it was written is not known: look before you write it again.", error);
        }
    }

    private Task<LakeObject?> FindOwnAsync(CancellationToken cancellationToken) => service.CallAsync(
        path,
        async () =>
        {
            try
            {
                BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
                return found.Metadata.TryGetValue(WriteId, out var id) && id == _id.ToString("N") ? new LakeObject(path, found.ContentLength, found.ETag.ToString("H"), found.LastModified) : null;
            }
            catch (RequestFailedException none) when (none.Status == 404)
            {
                return null;
            }
        },
        cancellationToken);

    // A retry reads it again from the start.
    private static MemoryStream StreamOf(ArraySegment<byte> content) => new(content.Array!, content.Offset, content.Count, writable: false);

    // All ids of a blob's blocks are of one length, and no two writings share one.
    private string IdOf(int index)
    {
        Span<byte> id = stackalloc byte[20];
        _id.TryWriteBytes(id);
        BinaryPrimitives.WriteInt32BigEndian(id[16..], index);
        return Convert.ToBase64String(id);
    }
}
