namespace VoiceLake.Silver.Text;

/// <summary>The single- and double-byte encodings that the languages of the corpus were written in before UTF-8, likeliest first.</summary>
internal static class LegacyEncodings
{
    public const string Default = "windows-1252";

    private static readonly string[] Western = [Default, "macintosh", "ibm850"];

    private static readonly Dictionary<string, string[]> ByLanguage = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bg"] = ["windows-1251", "x-mac-cyrillic"],
        ["be"] = ["windows-1251", "koi8-u"],
        ["ru"] = ["windows-1251", "koi8-r", "cp866", "x-mac-cyrillic"],
        ["uk"] = ["windows-1251", "koi8-u", "x-mac-ukrainian"],
        ["el"] = ["windows-1253", "x-mac-greek"],
        ["fa"] = ["windows-1256"],
        ["he"] = ["windows-1255"],
        ["hr"] = ["windows-1250", "iso-8859-2", "x-mac-croatian"],
        ["sq"] = Western,
        ["tr"] = ["windows-1254", "x-mac-turkish"],
        ["zh"] = ["gb18030", "big5"],
    };

    /// <summary>Every encoding above.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Western, .. ByLanguage.Values.SelectMany(names => names).Distinct()];

    /// <summary>The encodings of a language; the western ones where it is unknown to the table.</summary>
    public static IReadOnlyList<string> Of(string? language) =>
        language is null ? [] : ByLanguage.TryGetValue(language, out var names) ? names : Western;
}
