using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Silver.Casting;

/// <summary>The words of the corpus and what each is cast to; the words themselves are data, in <c>casting.tsv</c>.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed class CastingTable
{
    private static readonly (char Open, char Close)[] Pairs = [('[', ']'), ('(', ')'), ('{', '}'), ('<', '>'), ('"', '"'), ('\'', '\'')];
    private readonly FrozenDictionary<(string Field, string Key), CastingWord> _words;

    private CastingTable(IReadOnlyList<CastingWord> words)
    {
        Words = words;
        var table = new Dictionary<(string, string), CastingWord>();
        foreach (var word in words)
        {
            // One spelling may serve several languages; it must not mean two things.
            if (!table.TryAdd((word.Field, Key(word.Text)), word) && table[(word.Field, Key(word.Text))].Value != word.Value)
            {
                throw new FormatException($"casting.tsv: '{word.Text}' stands for two values of {word.Field}: keep one of them.");
            }
        }

        _words = table.ToFrozenDictionary();
    }

    /// <summary>The table that comes with the library.</summary>
    public static CastingTable Default { get; } = Load();

    /// <summary>Every row, in the order of the file.</summary>
    public IReadOnlyList<CastingWord> Words { get; }

    /// <summary>Changes whenever a word does.</summary>
    internal string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Words))));

    /// <summary>What <paramref name="text"/> is cast to, or null where the table does not know it: nothing is guessed.</summary>
    /// <param name="field">A field of the table, such as <c>gender</c>, <c>age_range</c>, <c>language</c> or <c>key</c>.</param>
    /// <param name="text">The text as it stood, in any case, with its brackets, semicolons and blanks.</param>
    public string? Find(string field, string text) => _words.TryGetValue((field, Key(text)), out var word) ? word.Value : null;

    /// <summary>The text without what the forms left around it: outer brackets and quotes, trailing <c>; . , :</c>, runs of blanks.</summary>
    /// <returns>The inner text in its own case; empty where nothing was said.</returns>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var inner = text.AsSpan().Trim();
        for (var before = -1; before != inner.Length;)
        {
            before = inner.Length;
            inner = inner.TrimEnd(";.,:").TrimStart(";:").Trim();
            foreach (var (open, close) in Pairs)
            {
                if (inner.Length >= 2 && inner[0] == open && inner[^1] == close && inner[1..^1].IndexOfAny(open, close) < 0)
                {
                    inner = inner[1..^1].Trim();
                }
            }
        }

        return CollapseBlanks(inner);
    }

    private static string Key(string text) => Clean(text).ToUpperInvariant();

    private static string CollapseBlanks(ReadOnlySpan<char> text)
    {
        var collapsed = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var blank = char.IsWhiteSpace(character);
            if (!blank || (collapsed.Length > 0 && collapsed[^1] != ' '))
            {
                collapsed.Append(blank ? ' ' : character);
            }
        }

        return collapsed.ToString();
    }

    private static CastingTable Load()
    {
        using var resource = typeof(CastingTable).Assembly.GetManifestResourceStream("VoiceLake.Silver.Casting.casting.tsv")
            ?? throw new InvalidOperationException("The library was built without casting.tsv: build it from its project file.");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        var words = new List<CastingWord>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is not [var field, var value, var language, var text])
            {
                throw new FormatException($"casting.tsv, line {words.Count + 2}: not four columns (field, value, language, text): '{line}'.");
            }

            words.Add(new CastingWord(field, value, language, text));
        }

        return new CastingTable(words);
    }
}

/// <summary>One row of the casting table.</summary>
/// <param name="Field">What is cast: <c>gender</c>, <c>age_range</c>, <c>language</c>, <c>anonymous</c>, <c>unsaid</c> (nothing was said), or <c>key</c> (the name of a README line).</param>
/// <param name="Value">The value of the closed set, or the canonical name of the key.</param>
/// <param name="Language">ISO 639-1 code of the language the text is in.</param>
/// <param name="Text">The text as a submission has it.</param>
public sealed record CastingWord(string Field, string Value, string Language, string Text);
