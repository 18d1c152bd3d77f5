using System.Collections.Concurrent;

namespace VoiceLake.Lake.Files;

/// <summary>The one thread on which Parquet's pages are packed and unpacked.</summary>
/// <remarks>
/// Each thread that rents large buffers keeps some of them for its next turn. On the pool's threads, of which a long run sees ever more,
/// that was most of what a corpus added to the memory of a small one; packing is a small share of the work, so one thread serves all.
/// </remarks>
internal static class ParquetThread
{
    private static readonly BlockingCollection<Action> Work = Start();

    /// <summary>Runs <paramref name="work"/> there; its streams should answer at once, or it goes on elsewhere.</summary>
    public static Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                done.SetResult(work().GetAwaiter().GetResult());
            }
            catch (OperationCanceledException stopped)
            {
                done.SetCanceled(stopped.CancellationToken);
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public static Task RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work();
        return true;
    });

    private static BlockingCollection<Action> Start()
    {
        var queue = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var work in queue.GetConsumingEnumerable())
            {
                work();
            }
        });
        (thread.IsBackground, thread.Name) = (true, "Parquet");
        thread.Start();
        return queue;
    }
}
