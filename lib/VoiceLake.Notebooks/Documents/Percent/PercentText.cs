using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Documents.Percent;

/// <summary>How lines stand in a percent script: prose as comments, and magics, which are no C#, as comments that come back.</summary>
internal static partial class PercentText
{
    /// <summary>A line of a C# cell: one that is a magic or would start a cell gets <c>// </c> in front, and one that already looks so gets one more.</summary>
    public static string Escape(string line) => Special().IsMatch(line) ? "// " + line : line;

    /// <summary>The line that <see cref="Escape"/> was given.</summary>
    public static string Unescape(string line) => Escaped().IsMatch(line) ? line[3..] : line;

    /// <summary>A line of prose as a comment; one that would start a cell as such gets a second <c>// </c>, and one that already looks so gets one more.</summary>
    public static string Comment(string line) => line.Length == 0 ? "//" : StartsCell().IsMatch(line) ? "// // " + line : "// " + line;

    /// <summary>The line that <see cref="Comment"/> was given; a line that is no comment stays as it is.</summary>
    public static string Uncomment(string line) =>
        line == "//" ? "" : CommentedStart().IsMatch(line) ? line[6..] : line.StartsWith("// ", StringComparison.Ordinal) ? line[3..] : line;

    [GeneratedRegex(@"^(?:// )*(?:\s*#!|//\s*%%)")]
    private static partial Regex Special();

    [GeneratedRegex(@"^(?:// )+(?:\s*#!|//\s*%%)")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"^(?:// )*\s*%%")]
    private static partial Regex StartsCell();

    [GeneratedRegex(@"^// // (?:// )*\s*%%")]
    private static partial Regex CommentedStart();
}
