using System.ComponentModel;
using System.Diagnostics;

namespace VoiceLake.DataFactory.Running.History;

/// <summary>The program that a run is at work in.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="ProcessId">The program's process.</param>
/// <param name="Started">When the process began, since numbers are used again.</param>
internal sealed record RunHost(string Machine, int ProcessId, DateTime Started)
{
    public static RunHost Here { get; } = Current();

    /// <summary>Whether the program has certainly ended; of another machine nothing is known.</summary>
    public bool HasEnded()
    {
        if (Machine != Here.Machine || this == Here)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return (process.StartTime.ToUniversalTime() - Started).Duration() > TimeSpan.FromSeconds(1);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return true;
        }
        catch (Win32Exception)
        {
            // It is there, and belongs to somebody else.
            return false;
        }
    }

    private static RunHost Current()
    {
        using var process = Process.GetCurrentProcess();
        return new RunHost(Environment.MachineName, process.Id, process.StartTime.ToUniversalTime());
    }
}
