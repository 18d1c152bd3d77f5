using System.Text.RegularExpressions;

namespace VoiceLake.Notebooks.LanguageServices.Hover;

/// <summary>Text in Markdown that stays text: data is never markup.</summary>
internal static partial class SafeMarkdown
{
    public static string Escape(string text) => Special().Replace(text, @"\$0");

    /// <summary>Code within a line, fenced by more backticks than it holds.</summary>
    public static string Code(string code)
    {
        var fence = new string('`', Ticks().Matches(code).Select(m => m.Length).DefaultIfEmpty(0).Max() + 1);
        return fence.Length == 1 ? $"`{code}`" : $"{fence} {code} {fence}";
    }

    /// <summary>A block of C#.</summary>
    public static string Block(string code)
    {
        var fence = new string('`', Math.Max(3, Ticks().Matches(code).Select(m => m.Length).DefaultIfEmpty(0).Max() + 1));
        return $"{fence}csharp\n{code}\n{fence}";
    }

    [GeneratedRegex(@"[\\`*_{}\[\]<>#|~]")]
    private static partial Regex Special();

    [GeneratedRegex("`+")]
    private static partial Regex Ticks();
}
