using System.CommandLine;
using System.Runtime.CompilerServices;

namespace VoiceLake.Cli.Telemetry;

/// <summary><c>--telemetry</c>, which every command has.</summary>
internal static class TelemetryOption
{
    private const string ToConsole = "console";
    private const string None = "none";

    private static readonly Option<string> Option = Make();

    public static Option<string> Create() => Option;

    /// <summary>Starts to send, where that is asked for; what is disposed sends the rest.</summary>
    public static IDisposable? Open(ParseResult arguments, TextWriter error) =>
        arguments.GetValue(Option) is { } target && target != None ? Start(target == ToConsole, error) : null;

    // A method of its own, so that the exporters' assemblies are loaded only where they are used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TelemetryExport Start(bool toConsole, TextWriter error) => new(toConsole, error);

    private static Option<string> Make()
    {
        var option = new Option<string>("--telemetry")
        {
            Description = "Send spans, metrics and logs to standard error (console) or to a collector (otlp; OTEL_EXPORTER_OTLP_ENDPOINT names it). Default: none.",
            HelpName = "none|console|otlp",
            Recursive = true,
        };
        return option.AcceptOnlyFromAmong(None, ToConsole, "otlp");
    }
}
