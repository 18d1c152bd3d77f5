using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Running;

/// <summary>Console text as a reader sees it, without the terminal's control sequences.</summary>
internal static partial class AnsiText
{
    /// <summary>Takes out ANSI escape sequences (ECMA-48) and shows what a carriage return leaves of a line.</summary>
    public static string Strip(string text)
    {
        var plain = text.Contains('\u001b', StringComparison.Ordinal) ? Sequence().Replace(text, "") : text;
        return plain.Contains('\r', StringComparison.Ordinal)
            ? string.Join('\n', plain.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(AfterReturns))
            : plain;
    }

    private static string AfterReturns(string line)
    {
        var parts = line.Split('\r');
        return Array.FindLast(parts, part => part.Length > 0) ?? "";
    }

    // CSI sequences, OSC strings (ended by BEL or ST) and two-character escapes.
    [GeneratedRegex(@"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")]
    private static partial Regex Sequence();
}
