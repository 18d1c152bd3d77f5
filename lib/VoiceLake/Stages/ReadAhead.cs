using System.Runtime.CompilerServices;

namespace VoiceLake.Stages;

/// <summary>Reads the next item while the one before is worked on.</summary>
internal static class ReadAhead
{
    /// <summary>The same items in the same order; never more than one is read before it is asked for.</summary>
    public static async IAsyncEnumerable<T> OneAsync<T>(IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var reader = items.GetAsyncEnumerator(cancellationToken);
        var next = NextAsync();
        try
        {
            while (await next)
            {
                var item = reader.Current;
                next = NextAsync();
                yield return item;
            }
        }
        finally
        {
            // A reader must not be closed while it reads. What went wrong there matters to nobody who asks for no more.
            await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        Task<bool> NextAsync() => Task.Run(async () => await reader.MoveNextAsync(), CancellationToken.None);
    }
}
