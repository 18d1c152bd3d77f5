using System.Text;
using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.Engine;

/// <summary>A stretch of a cell: code of one language, or one magic command.</summary>
/// <param name="Line">The line it starts at, from 1.</param>
internal abstract record CellPart(int Line);

/// <summary>Code between magics; for C# the text has an empty line for each line before it, so that messages name the right one.</summary>
internal sealed record CodePart(int Line, string Language, string Text) : CellPart(Line);

/// <summary>A magic command on a line of its own.</summary>
internal sealed record MagicPart(int Line, string Name, string Arguments) : CellPart(Line);

/// <summary>Splits a cell at its magic commands, the lines that start with <c>#!</c>.</summary>
internal static partial class CellParser
{
    /// <summary>Magics that name the language of the lines below them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Languages = new Dictionary<string, string>
    {
        ["csharp"] = "csharp",
        ["c#"] = "csharp",
        ["markdown"] = "markdown",
        ["md"] = "markdown",
        ["html"] = "html",
        ["javascript"] = "javascript",
        ["js"] = "javascript",
    };

    public static IReadOnlyList<CellPart> Parse(CellSource source)
    {
        var parts = new List<CellPart>();
        var language = "csharp";
        var text = new StringBuilder();
        var start = 1;
        var number = 0;
        foreach (var line in source.Code.Split('\n'))
        {
            number++;
            if (Magic().Match(line) is not { Success: true } magic)
            {
                text.Append(line).Append('\n');
                continue;
            }

            Flush();
            start = number + 1;
            var name = magic.Groups["name"].Value.ToLowerInvariant();
            if (Languages.TryGetValue(name, out var next))
            {
                language = next;
            }
            else
            {
                parts.Add(new MagicPart(number, name, magic.Groups["rest"].Value.Trim()));
                if (name == "value")
                {
                    language = "value";
                }
            }
        }

        Flush();
        return parts;

        void Flush()
        {
            if (text.ToString().Trim().Length > 0)
            {
                // The last line has a line end only if the cell's text had one; the compiler does not mind.
                var code = language == "csharp" ? new string('\n', start - 1) + text : text.ToString().Trim('\n', '\r');
                parts.Add(new CodePart(start, language, code));
            }

            text.Clear();
        }
    }

    [GeneratedRegex(@"^\s*#!(?<name>\S+)(?<rest>.*)$")]
    private static partial Regex Magic();
}
