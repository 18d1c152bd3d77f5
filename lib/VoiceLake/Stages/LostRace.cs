using VoiceLake.Lake;

namespace VoiceLake.Stages;

/// <summary>Makes a change of a table again when another run's commit came first.</summary>
internal static class LostRace
{
    // Whoever loses has let another win, so this many in a row means that something else is wrong.
    private const int MostLosses = 100;

    /// <summary>Runs the change until its commit wins; the change reads the table anew each time and is told how often it lost.</summary>
    /// <exception cref="LakeConflictException">The table's columns were changed, which no further try mends.</exception>
    public static Task RetryAsync(Func<int, Task> change) => RetryAsync(
        async losses =>
        {
            await change(losses);
            return losses;
        },
        lost => lost.Conflict is CommitConflict.ConcurrentAppend or CommitConflict.ConcurrentDelete);

    /// <summary>Runs a whole stage until no other run's commit comes between: each time it finds more of its work done, by itself and by the other.</summary>
    /// <exception cref="LakeConflictException">It lost again and again.</exception>
    public static Task<T> RunAgainAsync<T>(Func<Task<T>> stage) => RetryAsync(_ => stage(), _ => true);

    private static async Task<T> RetryAsync<T>(Func<int, Task<T>> change, Predicate<LakeConflictException> mends)
    {
        for (var losses = 0; ; losses++)
        {
            try
            {
                return await change(losses);
            }
            catch (LakeConflictException lost) when (mends(lost) && losses < MostLosses)
            {
                // Nothing was changed; the next round sees what the other run wrote.
            }
        }
    }
}
