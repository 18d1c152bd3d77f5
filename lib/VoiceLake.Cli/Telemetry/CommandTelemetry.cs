using System.Diagnostics;

namespace VoiceLake.Cli.Telemetry;

/// <summary>The span of a whole command, around all that it does.</summary>
internal static class CommandTelemetry
{
    /// <summary>The name of the command line's <see cref="ActivitySource"/>.</summary>
    public const string Name = "VoiceLake.Cli";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins; its name is the command without arguments.</summary>
    public static Activity? Start(string command) => Source.StartActivity(command);

    /// <summary>Notes how the command ended; returns the same code.</summary>
    public static int End(Activity? span, int exitCode)
    {
        span?.SetTag("process.exit.code", exitCode).SetStatus(exitCode == ExitCodes.Success ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        return exitCode;
    }
}
