using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VoiceLake.Lake;

namespace VoiceLake.Cli.Commands;

/// <summary>How values look on the screen.</summary>
internal static class LakeText
{
    private const int WidthOfFiles = 120;
    private const int WideEnough = 100_000;

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many characters of a row are shown: as many as the terminal is wide, 120 in a file or a pipe.</summary>
    public static int Width => Console.IsOutputRedirected || Console.WindowWidth < 40 ? WidthOfFiles : Console.WindowWidth;

    /// <summary>A value in one line of at most so many characters.</summary>
    public static string Cell(object? value, int longest)
    {
        var text = value is byte[] bytes ? $"<{Number(bytes.Length)} bytes>" : TableCsv.Text(value) ?? "null";
        return Cut(string.Concat(text.Take(longest + 1).Select(letter => char.IsControl(letter) ? ' ' : letter)), longest);
    }

    /// <summary>A line of at most so many characters, with an ellipsis where it was longer.</summary>
    public static string Cut(string line, int longest) => line.Length <= longest ? line : line[..(longest - 1)] + "…";

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
