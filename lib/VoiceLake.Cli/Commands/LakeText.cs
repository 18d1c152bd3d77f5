using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VoiceLake.Lake;

namespace VoiceLake.Cli.Commands;

/// <summary>How values look on the screen.</summary>
internal static class LakeText
{
    private const int LongestCell = 40;
    private const int WideEnough = 100_000;

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A value in at most 40 characters of one line.</summary>
    public static string Cell(object? value)
    {
        var text = value is byte[] bytes ? $"<{Number(bytes.Length)} bytes>" : TableCsv.Text(value) ?? "null";
        var line = string.Concat(text.Take(LongestCell + 1).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return Markup.Escape(line.Length <= LongestCell ? line : line[..(LongestCell - 1)] + "…");
    }

    /// <summary>The console; lines are never broken where they go to a file or a pipe.</summary>
    public static IAnsiConsole Screen(ParseResult result)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(result.InvocationConfiguration.Output) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WideEnough;
        }

        return console;
    }
}
