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
    private static readonly string[] ArchiveExtensions = [".zip", ".tgz", ".tar.gz", ".tar"];

    /// <summary>Why a name must not be followed, as the end of a sentence; null where it is safe.</summary>
    public static string? Danger(string name, int maxLength)
    {
        if (name.Length > maxLength)
        {
            return $"has a name of {name.Length} characters";
        }

        var path = name.Replace('\\', '/');
        return path switch
        {
            "" => "has no name",
            ['/', ..] => "has an absolute name",
            [_, ':', ..] when char.IsAsciiLetter(path[0]) => "has a name with a drive",
            _ when path.Split('/').Contains("..") => "climbs out of the archive",
            _ when path.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0 => "has control characters in its name",
            _ => null,
        };
    }

    public static EntryName Of(string name)
    {
        var parts = name.Replace('\\', '/').Split('/').Where(part => part is not ("" or ".")).ToArray();
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

    private static string WithoutExtension(string path, string extension) => path[..^extension.Length];

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
