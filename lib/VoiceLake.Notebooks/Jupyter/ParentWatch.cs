using System.Diagnostics;
using System.Globalization;

namespace VoiceLake.Notebooks.Jupyter;

/// <summary>Ends the kernel when the program that started it has gone without saying so.</summary>
internal static class ParentWatch
{
    /// <summary>The variable in which a Jupyter client names its own process.</summary>
    public const string ParentVariable = "JPY_PARENT_PID";

    /// <summary>Cancelled when the parent has gone; never, if no client named one.</summary>
    public static void Start(CancellationTokenSource stop)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(ParentVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            _ = WatchAsync(id, stop);
        }
    }

    private static async Task WatchAsync(int id, CancellationTokenSource stop)
    {
        try
        {
            using var parent = Process.GetProcessById(id);
            await parent.WaitForExitAsync(stop.Token);
        }
        catch (ArgumentException)
        {
            // It has gone already.
        }

        await stop.CancelAsync();
    }
}
