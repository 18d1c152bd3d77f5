using System.Buffers;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Azure;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>Writes objects: their bytes go to a hidden file of the same container, which then takes the object's name in one step.</summary>
internal sealed class DfsWriting(DfsService service, DfsReading reading, DfsPublishing publishing, DfsWork work) : IDisposable
{
    private const int FirstBuffer = 128 << 10;
    private static readonly TimeSpan CleaningUp = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _slots = new(service.Options.Parallelism);

    private int BlockBytes => service.Options.BlockBytes;

    /// <summary>Writes an object.</summary>
    public async Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        try
        {
            return await service.CallAsync(path, () => SendAsync(path, content, condition, cancellationToken), cancellationToken);
        }
        catch (SourceException failed)
        {
            // What went wrong with the caller's own stream is the caller's, and not the service's.
            ExceptionDispatchInfo.Throw(failed.InnerException!);
            throw;
        }
    }

    /// <summary>Appends bytes to a file of the store's own and makes them a part of it; returns its entity tag.</summary>
    public async Task<string> AppendAsync(DfsPath file, long position, ReadOnlyMemory<byte> bytes, string? lease, CancellationToken cancellationToken)
    {
        try
        {
            using var appended = await service.SendAsync(DfsRequests.Append(file, position, bytes, flush: true, lease), cancellationToken);
            if (appended.Find("ETag") is { } etag)
            {
                return etag;
            }
        }
        catch (DfsFailedException failed) when (failed.Status == 400)
        {
            // Refused, perhaps because a first try of it was done and only its answer was lost: then the file has the length that was meant.
            using var now = await reading.HeadAsync(file, cancellationToken);
            if (now?.Find("Content-Length") != (position + bytes.Length).ToString(CultureInfo.InvariantCulture))
            {
                throw;
            }

            return now.Find("ETag")!;
        }

        using var known = await service.SendAsync(DfsRequests.Head(file), cancellationToken);
        return known.Find("ETag")!;
    }

    public void Dispose() => _slots.Dispose();

    private async Task<LakeObject> SendAsync(LakePath path, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        var target = service.FileOf(path);
        await service.ReadyAsync(path, cancellationToken);
        await work.SweepTemporaryAsync(target, cancellationToken);
        var first = await FillAsync(content, cancellationToken);

        // What is too large for one request is not sent in vain.
        if (condition == PutCondition.IfAbsent && first.Length == BlockBytes && await reading.FindAsync(path, target, cancellationToken) is not null)
        {
            throw new LakeObjectExistsException(path);
        }

        var temporary = DfsWork.NewFile(target);
        try
        {
            var (length, etag) = await WriteAsync(temporary, first, content, cancellationToken);
            return await publishing.PublishAsync(path, new DfsFinished(temporary, etag, length), condition, cancellationToken);
        }
        catch
        {
            await DeleteAsync(temporary);
            throw;
        }
    }

    private async Task<(long Length, string ETag)> WriteAsync(DfsPath file, Block first, Stream content, CancellationToken cancellationToken)
    {
        var created = await CreateAsync(file, cancellationToken);
        if (first.Length < BlockBytes)
        {
            var etag = first.Length == 0 ? created : await AppendAsync(file, 0, first.Bytes, null, cancellationToken);
            ArrayPool<byte>.Shared.Return(first.Buffer);
            return (first.Length, etag);
        }

        var length = await AppendAllAsync(file, first, content, cancellationToken);
        using var flushed = await service.SendAsync(DfsRequests.Flush(file, length), cancellationToken);
        return (length, flushed.Find("ETag")!);
    }

    // Only where there is none: a try that comes late does not empty what was written meanwhile. Nobody else makes files of this name.
    private async Task<string> CreateAsync(DfsPath file, CancellationToken cancellationToken)
    {
        try
        {
            using var created = await service.SendAsync(DfsRequests.CreateFile(file), cancellationToken);
            return created.Find("ETag")!;
        }
        catch (DfsFailedException failed) when (failed is { Status: 409, ErrorCode: "PathAlreadyExists" } or { Status: 412, IsLease: false })
        {
            using var found = await service.SendAsync(DfsRequests.Head(file), cancellationToken);
            return found.Find("ETag")!;
        }
    }

    // Blocks go side by side, each to its own position; the flush refuses a file with a gap.
    private async Task<long> AppendAllAsync(DfsPath file, Block block, Stream content, CancellationToken cancellationToken)
    {
        List<Task> sending = [];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var length = 0L;
        try
        {
            for (; block.Length > 0; block = await FillAsync(content, cancellationToken))
            {
                await _slots.WaitAsync(stop.Token);
                sending.RemoveAll(task => task.IsCompletedSuccessfully);
                sending.Add(AppendBlockAsync(file, length, block, stop));
                length += block.Length;
            }

            await Task.WhenAll(sending);
            ArrayPool<byte>.Shared.Return(block.Buffer);
            return length;
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
    }

    // A buffer goes back only after success: a request that failed may still be reading from it.
    private async Task AppendBlockAsync(DfsPath file, long position, Block block, CancellationTokenSource stop)
    {
        try
        {
            await service.DoAsync(DfsRequests.Append(file, position, block.Bytes, flush: false), stop.Token);
            ArrayPool<byte>.Shared.Return(block.Buffer);
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

    private async Task DeleteAsync(DfsPath file)
    {
        try
        {
            using var limit = new CancellationTokenSource(CleaningUp);
            await service.DoAsync(DfsRequests.Delete(file), limit.Token);
        }
        catch (Exception error) when (error is RequestFailedException or OperationCanceledException || StorageErrors.IsStorage(error, CancellationToken.None))
        {
            // It is hidden, and swept away when it is old: what went wrong first is what the caller is to know.
        }
    }

    // A block, or less where the content ends; small contents take small buffers.
    private async Task<Block> FillAsync(Stream content, CancellationToken cancellationToken)
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

            var read = await ReadAsync(content, buffer.AsMemory(length, Math.Min(buffer.Length, BlockBytes) - length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return new Block(buffer, length);
    }

    private static async ValueTask<int> ReadAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new SourceException(error);
        }
    }

    private sealed class SourceException(Exception inner) : Exception("The stream that was to be written failed.", inner);

    private readonly record struct Block(byte[] Buffer, int Length)
    {
        public ReadOnlyMemory<byte> Bytes => Buffer.AsMemory(0, Length);
    }
}
