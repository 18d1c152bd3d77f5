using System.Buffers;
using System.Collections.Frozen;

namespace VoiceLake.Silver.Archives;

/// <summary>Judges the name of an archive entry: whether it is safe, and what the entry is for.</summary>
internal readonly record struct EntryName(string Path, SubmissionEntryKind? Kind, string Clip, bool InAudioFolder, bool IsArchive)
{
    private static readonly FrozenSet<string> Readmes = Set("readme", "readme.txt", "readme.md");
    private static readonly FrozenSet<string> Prompts = Set(
        "prompts", "prompts-original", "prompt.txt", "prompts.txt", "transcriptions.txt", "cc.prompts", "therainbowpassage.prompt");
    private static readonly FrozenSet<string> AudioFolders = Set("wav", "flac");
    private static readonly FrozenSet<string> AudioExtensions = Set(
        ".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".aif", ".aiff", ".au", ".sph", ".raw", ".wma", ".wv", ".caf", ".spx");
    private static readonly SearchValues<char> Reordering = SearchValues.Create("\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");
    private static readonly SearchValues<char> Control = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);
    private static readonly SearchValues<char> UnusualCharacters = SearchValues.Create("%\\\u2024\u2025\u2026\uFF0E\uFF0F\uFF3C\uFF1A");
    private static readonly (string Written, string Meant)[] Unusual =
    [
        ("%25", "%"), ("%2e", "."), ("%2f", "/"), ("%5c", "/"), ("\\", "/"),
        ("\u2024", "."), ("\u2025", ".."), ("\u2026", "..."), ("\uFF0E", "."), ("\uFF0F", "/"), ("\uFF3C", "/"), ("\uFF1A", ":"),
    ];
    private static readonly string[] ArchiveExtensions = [".zip", ".tgz", ".tar.gz", ".tar"];

    /// <summary>Why a name must not be followed, as the end of a sentence; null where it is safe.</summary>
    /// <remarks>Nothing is unpacked to disk, but names stand in tables, and who reads these may trust them.</remarks>
    public static string? Danger(string name, int maxLength)
    {
        if (name.Length > maxLength)
        {
            return $"has a name of {name.Length} characters";
        }

        var path = Plain(name);
        return path switch
        {
            "" => "has no name",
            ['/', ..] => "has an absolute name",
            [_, ':', ..] when char.IsAsciiLetter(path[0]) => "has a name with a drive",
            _ when path.Contains("://", StringComparison.Ordinal) => "has an address for a name",
            _ when path.Contains("..", StringComparison.Ordinal) && path.Split('/').Any(Climbs) => "climbs out of the archive",
            _ when name.AsSpan().ContainsAny(Control) => "has control characters in its name",
            _ when name.AsSpan().ContainsAny(Reordering) => "has characters in its name that change the order it is read in",
            _ => null,
        };
    }

    /// <summary>The beginning of a name with nothing in it that a terminal would obey.</summary>
    public static string Printable(string name) =>
        string.Concat(name.Take(256).Select(character => char.IsControl(character) || Reordering.Contains(character) ? '\uFFFD' : character));

    public static EntryName Of(string name)
    {
        var parts = name.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        parts = Array.IndexOf(parts, ".") < 0 ? parts : [.. parts.Where(part => part != ".")];
        var path = string.Join('/', parts);
        var file = parts.Length == 0 ? "" : parts[^1];
        var folder = Array.FindIndex(parts, 0, Math.Max(0, parts.Length - 1), AudioFolders.Contains);
        var extension = System.IO.Path.GetExtension(file);
        SubmissionEntryKind? kind = file switch
        {
            _ when file.StartsWith("._", StringComparison.Ordinal) => null,
            _ when Readmes.Contains(file) => SubmissionEntryKind.Readme,
            _ when file.Equals("profile.json", StringComparison.OrdinalIgnoreCase) => SubmissionEntryKind.Profile,
            _ when Prompts.Contains(file) || extension.Equals(".prompts", StringComparison.OrdinalIgnoreCase) => SubmissionEntryKind.Prompts,
            _ when AudioExtensions.Contains(extension) => SubmissionEntryKind.Audio,
            _ => null,
        };
        var clip = kind != SubmissionEntryKind.Audio ? "" : WithoutExtension(folder < 0 ? file : string.Join('/', parts[(folder + 1)..]), extension);
        var archive = folder < 0 && Array.Exists(ArchiveExtensions, ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return new EntryName(path, kind, clip, folder >= 0, archive);
    }

    /// <summary>Whether a folder's own entry is an audio folder.</summary>
    public static bool IsAudioFolder(string name) => name.Replace('\\', '/').Split('/').Any(AudioFolders.Contains);

    // What a careless reader makes of a name: Windows of '\\', a server of '%2e%2e%2f', a program that unifies forms of wide dots and slashes.
    private static string Plain(string name) => !name.AsSpan().ContainsAny(UnusualCharacters) ? name : Unusual.Aggregate(name, (path, form) => path.Replace(form.Written, form.Meant, StringComparison.OrdinalIgnoreCase));

    // Windows leaves out blanks and dots at the end of a name.
    private static bool Climbs(string part) => part.StartsWith("..", StringComparison.Ordinal) && part.AsSpan().Trim(". ").IsEmpty;

    private static string WithoutExtension(string path, string extension) => path[..^extension.Length];

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
