using System.Text;
using System.Text.RegularExpressions;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>Data Factory's wildcards in one part of a path: <c>*</c> any characters, <c>?</c> one or none, <c>^</c> takes the next character as it is.</summary>
internal sealed class Wildcard
{
    private readonly Regex _pattern;

    public Wildcard(string text)
    {
        var pattern = new StringBuilder("^");
        for (var i = 0; i < text.Length; i++)
        {
            var escaped = text[i] == '^' && i + 1 < text.Length;
            pattern.Append((escaped, text[i]) switch
            {
                (true, _) => Regex.Escape(text[++i].ToString()),
                (_, '*') => ".*",
                (_, '?') => ".?",
                (_, var letter) => Regex.Escape(letter.ToString()),
            });
        }

        // Not backtracking: a name with many stars must not take for ever.
        _pattern = new Regex(pattern.Append("\\z").ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }

    public static bool IsIn(string text) => text.AsSpan().ContainsAny('*', '?', '^');

    public bool Matches(string name) => _pattern.IsMatch(name);
}
