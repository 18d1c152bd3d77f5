using VoiceLake.Lake;

namespace VoiceLake.Bronze.Internals;

/// <summary>Makes a change of a table again when another run's commit came first.</summary>
internal static class LostRace
{
    // Whoever loses has let another win, so this many in a row means that something else is wrong.
    private const int MostLosses = 100;

    /// <summary>Runs the change until its commit wins; the change reads the table anew each time and is told how often it lost.</summary>
    /// <exception cref="LakeConflictException">The table's columns were changed, which no further try mends.</exception>
    public static async Task RetryAsync(Func<int, Task> change)
    {
        for (var losses = 0; ; losses++)
        {
            try
            {
                await change(losses);
                return;
            }
            catch (LakeConflictException e) when (e.Conflict is CommitConflict.ConcurrentAppend or CommitConflict.ConcurrentDelete && losses < MostLosses)
            {
                // Nothing was changed; the next round sees what the other run wrote.
            }
        }
    }
}
