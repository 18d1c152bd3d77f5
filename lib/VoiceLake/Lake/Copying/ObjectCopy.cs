using System.Buffers;
using System.Security.Cryptography;

namespace VoiceLake.Lake.Copying;

/// <summary>Copies one object: at once where it is short, in pieces that a later try goes on from where it is long.</summary>
/// <param name="from">The source.</param>
/// <param name="to">The target.</param>
/// <param name="options">How.</param>
internal sealed class ObjectCopy(ILakeStore from, ILakeStore to, LakeCopyOptions options)
{
    /// <summary>Copies an object as it was listed.</summary>
    /// <param name="found">The source's object.</param>
    /// <param name="sent">Told of bytes as they are written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LakeException">It has changed meanwhile, or reads back otherwise.</exception>
    public async Task RunAsync(LakeObject found, Action<long> sent, CancellationToken cancellationToken)
    {
        var hash = found.Length <= options.PieceLength ? await PutAsync(found, sent, cancellationToken) : await UploadAsync(found, sent, cancellationToken);
        if (!options.Verify)
        {
            return;
        }

        var read = await ObjectContent.Sha256Async(to, found.Path, cancellationToken);
        if (!read.AsSpan().SequenceEqual(hash))
        {
            await to.DeleteAsync(found.Path, cancellationToken);
            throw new LakeException($"'{found.Path}' read back otherwise than it was written, and was deleted in {to.Address}: run it again.");
        }
    }

    private async Task<byte[]> PutAsync(LakeObject found, Action<long> sent, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)found.Length + 1);
        try
        {
            await using var source = await from.OpenReadAsync(found.Path, cancellationToken: cancellationToken);
            var count = await source.ReadAtLeastAsync(buffer.AsMemory(0, (int)found.Length + 1), (int)found.Length + 1, throwOnEndOfStream: false, cancellationToken);
            await RequireUnchangedAsync(found, count, cancellationToken);
            using var content = new MemoryStream(buffer, 0, count, writable: false);
            await to.PutAsync(found.Path, content, cancellationToken: cancellationToken);
            sent(count);
            return SHA256.HashData(buffer.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<byte[]> UploadAsync(LakeObject found, Action<long> sent, CancellationToken cancellationToken)
    {
        await using var upload = await to.OpenUploadAsync(found.Path, $"{from.Address} {found.ETag} {found.Length}", cancellationToken);
        if (upload.Length > found.Length)
        {
            await upload.DiscardAsync(cancellationToken);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(options.PieceLength);
        try
        {
            await using (var kept = await upload.OpenReadAsync(cancellationToken))
            {
                for (int count; (count = await kept.ReadAsync(buffer, cancellationToken)) > 0;)
                {
                    hash.AppendData(buffer, 0, count);
                }
            }

            sent(upload.Length);
            await using var source = await from.OpenReadAsync(found.Path, upload.Length, cancellationToken: cancellationToken);
            for (int count; (count = await source.ReadAtLeastAsync(buffer.AsMemory(0, options.PieceLength), options.PieceLength, throwOnEndOfStream: false, cancellationToken)) > 0;)
            {
                await upload.AppendAsync(buffer.AsMemory(0, count), cancellationToken);
                hash.AppendData(buffer, 0, count);
                sent(count);
            }

            await RequireUnchangedAsync(found, upload.Length, cancellationToken);
            await upload.CommitAsync(cancellationToken: cancellationToken);
            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task RequireUnchangedAsync(LakeObject found, long read, CancellationToken cancellationToken)
    {
        if (read != found.Length || (await from.FindAsync(found.Path, cancellationToken))?.ETag != found.ETag)
        {
            throw new LakeException($"'{found.Path}' changed in {from.Address} while it was copied: run it again.");
        }
    }
}
