using System.Runtime.CompilerServices;

namespace VoiceLake.Stages;

/// <summary>Does several pieces of work at once and hands the results on in the order of the work.</summary>
internal static class OrderedWork
{
    /// <summary>The results, in order; never more than <paramref name="parallelism"/> pieces are at work or waiting to be taken.</summary>
    public static async IAsyncEnumerable<TResult> RunAsync<TItem, TResult>(
        IEnumerable<TItem> items, int parallelism, Func<TItem, CancellationToken, Task<TResult>> work, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<Task<TResult>>();
        try
        {
            foreach (var item in items)
            {
                // A thread of its own for each: the work blocks on streams, and threads that a pool adds for it would keep their buffers.
                running.Enqueue(Task.Factory.StartNew(() => work(item, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
                if (running.Count >= parallelism)
                {
                    yield return await running.Dequeue();
                }
            }

            while (running.Count > 0)
            {
                yield return await running.Dequeue();
            }
        }
        finally
        {
            // One that failed must not leave the others at work on streams that are about to be closed.
            await stop.CancelAsync();
            await Task.WhenAll(running.Select(task => task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)));
        }
    }
}
