using System.Buffers;

namespace VoiceLake.Azure.Storage;

/// <summary>A part of a stream in a rented buffer.</summary>
internal readonly record struct Block(byte[] Buffer, int Length)
{
    public ArraySegment<byte> Bytes => new(Buffer, 0, Length);

    /// <summary>Gives the buffer back. Only after success: a request that failed may still be reading from it.</summary>
    public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
}

/// <summary>Cuts streams into blocks and sends those side by side: so many at a time over all streams, in memory that is bounded by them.</summary>
internal sealed class BlockSender(int blockBytes, int parallelism) : IDisposable
{
    private const int FirstBuffer = 128 << 10;
    private readonly SemaphoreSlim _slots = new(parallelism);

    /// <summary>Reads a whole block, or less where the content ends; small contents take small buffers.</summary>
    public async Task<Block> FillAsync(Stream content, CancellationToken cancellationToken)
    {
        var expected = content.CanSeek ? Math.Max(0, content.Length - content.Position) + 1 : FirstBuffer;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(expected, blockBytes));
        var length = 0;
        while (length < blockBytes)
        {
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length * 2L, blockBytes));
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            var read = await content.ReadAsync(buffer.AsMemory(length, Math.Min(buffer.Length, blockBytes) - length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return new Block(buffer, length);
    }

    /// <summary>Sends a block and all that follows it in the content; returns how many bytes that were. What goes wrong with one stops the others.</summary>
    /// <param name="first">The block that was read already.</param>
    /// <param name="content">What follows it.</param>
    /// <param name="send">Sends the bytes that stand at a position.</param>
    /// <param name="cancellationToken">Stops the sending.</param>
    public async Task<long> SendAsync(Block first, Stream content, Func<long, ArraySegment<byte>, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        List<Task> sending = [];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (block, position) = (first, 0L);
        try
        {
            for (; block.Length > 0; block = await FillAsync(content, cancellationToken))
            {
                await _slots.WaitAsync(stop.Token);
                sending.RemoveAll(task => task.IsCompletedSuccessfully);
                sending.Add(SendAsync(block, position, send, stop));
                position += block.Length;
            }

            await Task.WhenAll(sending);
            block.Return();
            return position;
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

    public void Dispose() => _slots.Dispose();

    private async Task SendAsync(Block block, long position, Func<long, ArraySegment<byte>, CancellationToken, Task> send, CancellationTokenSource stop)
    {
        try
        {
            await send(position, block.Bytes, stop.Token);
            block.Return();
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
}
