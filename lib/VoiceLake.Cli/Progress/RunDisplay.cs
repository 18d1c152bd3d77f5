using Spectre.Console;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Cli.Progress;

/// <summary>Shows a run while it goes on: moving bars on a terminal, plain lines in CI and pipes.</summary>
internal static class RunDisplay
{
    /// <summary>Runs and shows.</summary>
    public static async Task<RunReport> ShowAsync(TextWriter output, Func<IProgress<RunEvent>, Task<RunReport>> run) =>
        IsTerminal(output) ? await LiveRunDisplay.ShowAsync(AnsiConsole.Console, run) : await run(new PlainRunDisplay(output));

    /// <summary>Whether someone watches: a bar may move.</summary>
    public static bool IsTerminal(TextWriter output) =>
        ReferenceEquals(output, Console.Out)
        && !Console.IsOutputRedirected
        && AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true }
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
}
