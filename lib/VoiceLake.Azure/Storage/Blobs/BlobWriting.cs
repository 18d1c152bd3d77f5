using System.Buffers;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Blobs;

/// <summary>Writes objects in one step: small ones by one request, larger ones by blocks, which one more request makes the object.</summary>
internal sealed class BlobWriting(BlobService service) : IDisposable
{
    private const int FirstBuffer = 128 << 10;

    // An object that others write at the same time is begun again so often.
    private const int Attempts = 5;

    private readonly SemaphoreSlim _slots = new(service.Options.Parallelism);

    private int BlockBytes => service.Options.BlockBytes;

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

    public void Dispose() => _slots.Dispose();

    // Null where another write of the same object threw the blocks of this one away.
    private async Task<LakeObject?> PutAsync(BlobPut put, Stream content, CancellationToken cancellationToken)
    {
        var (buffer, length) = await FillAsync(content, cancellationToken);
        if (length < BlockBytes)
        {
            var written = await put.SendAsync(new ArraySegment<byte>(buffer, 0, length), cancellationToken);
            ArrayPool<byte>.Shared.Return(buffer);
            return written;
        }

        List<Task> sending = [];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var total = 0L;
        try
        {
            while (length > 0)
            {
                await _slots.WaitAsync(stop.Token);
                sending.RemoveAll(task => task.IsCompletedSuccessfully);
                sending.Add(StageAsync(put, buffer, length, stop));
                total += length;
                (buffer, length) = await FillAsync(content, cancellationToken);
            }

            await Task.WhenAll(sending);
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAll(sending).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            if (sending.Find(task => task.IsFaulted) is { } failed)
            {
                // What stopped the others.
                await failed;
            }

            throw;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return await put.CommitAsync(total, cancellationToken);
    }

    // A buffer goes back only after success: a request that failed may still be reading from it.
    private async Task StageAsync(BlobPut put, byte[] buffer, int length, CancellationTokenSource stop)
    {
        try
        {
            await put.StageAsync(new ArraySegment<byte>(buffer, 0, length), stop.Token);
            ArrayPool<byte>.Shared.Return(buffer);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            _slots.Release();
        }
    }

    // A block, or less where the content ends; small contents take small buffers.
    private async Task<(byte[] Buffer, int Length)> FillAsync(Stream content, CancellationToken cancellationToken)
    {
        var expected = content.CanSeek ? Math.Max(0, content.Length - content.Position) + 1 : FirstBuffer;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(expected, BlockBytes));
        var length = 0;
        while (length < BlockBytes)
        {
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length * 2L, BlockBytes));
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            var read = await content.ReadAsync(buffer.AsMemory(length, Math.Min(buffer.Length, BlockBytes) - length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return (buffer, length);
    }
}
