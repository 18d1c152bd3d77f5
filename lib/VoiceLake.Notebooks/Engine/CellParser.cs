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

/// <summary>One line of a cell.</summary>
/// <param name="Number">The line, from 1.</param>
/// <param name="Start">Where it starts in the cell, in UTF-16 units.</param>
/// <param name="Text">The line without its line feed.</param>
/// <param name="Language">The language it is in.</param>
/// <param name="Magic">The name of the magic command it is; null for code.</param>
/// <param name="Arguments">What follows the magic's name.</param>
internal readonly record struct CellLine(int Number, int Start, string Text, string Language, string? Magic, string Arguments);

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
        var text = new StringBuilder();
        var language = "csharp";
        var start = 1;
        foreach (var line in Lines(source.Code))
        {
            if (line.Magic is null)
            {
                language = line.Language;
                text.Append(line.Text).Append('\n');
                continue;
            }

            Flush();
            start = line.Number + 1;
            if (!Languages.ContainsKey(line.Magic))
            {
                parts.Add(new MagicPart(line.Number, line.Magic, line.Arguments));
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

    /// <summary>The lines of a cell, each with the language it is in.</summary>
    public static IEnumerable<CellLine> Lines(string code)
    {
        var language = "csharp";
        var number = 0;
        var start = 0;
        foreach (var text in code.Split('\n'))
        {
            number++;
            var magic = Magic().Match(text);
            var name = magic.Success ? magic.Groups["name"].Value.ToLowerInvariant() : null;
            yield return new CellLine(number, start, text, language, name, magic.Groups["rest"].Value.Trim());
            start += text.Length + 1;
            if (name is not null)
            {
                // What is below a language that does not run here is not C# either.
                language = Languages.GetValueOrDefault(name, Documents.Languages.Known.Contains(name) ? name : language);
            }
        }
    }

    [GeneratedRegex(@"^\s*#!(?<name>\S+)(?<rest>.*)$")]
    private static partial Regex Magic();
}
