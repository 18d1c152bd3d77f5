using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Blobs;

/// <summary>Writes objects in one step: small ones by one request, larger ones by blocks, which one more request makes the object.</summary>
internal sealed class BlobWriting(BlobService service) : IDisposable
{
    // An object that others write at the same time is begun again so often.
    private const int Attempts = 5;

    private readonly BlockSender _blocks = new(service.Options.BlockBytes, service.Options.Parallelism);

    /// <summary>Writes an object.</summary>
    public async Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        var blob = service.BlobOf(path);
        var start = content.CanSeek ? content.Position : -1;
        for (var attempt = 1; ; attempt++)
        {
            var put = new BlobPut(service, path, blob, condition);
            if (await PutAsync(put, content, cancellationToken) is { } written)
            {
                return written;
            }

            if (start < 0 || attempt == Attempts)
            {
                throw new LakeException($"'{path}' was written by another run at the same time, and its object stands: run it again if this one is to replace it.");
            }

            content.Position = start;
        }
    }

    public void Dispose() => _blocks.Dispose();

    // Null where another write of the same object threw the blocks of this one away.
    private async Task<LakeObject?> PutAsync(BlobPut put, Stream content, CancellationToken cancellationToken)
    {
        var first = await _blocks.FillAsync(content, cancellationToken);
        if (first.Length < service.Options.BlockBytes)
        {
            var written = await put.SendAsync(first.Bytes, cancellationToken);
            first.Return();
            return written;
        }

        var total = await _blocks.SendAsync(first, content, (_, bytes, stop) => put.StageAsync(bytes, stop), cancellationToken);
        return await put.CommitAsync(total, cancellationToken);
    }
}
