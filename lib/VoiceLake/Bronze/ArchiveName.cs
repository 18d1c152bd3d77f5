namespace VoiceLake.Bronze;

/// <summary>Which file names are archives, and which can stand in a lake.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
public static class ArchiveName
{
    /// <summary>The endings of archives: <c>.tgz</c> (so also <c>.zip.tgz</c>), <c>.tar.gz</c>, <c>.tar</c> and <c>.zip</c>, in any case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".tgz", ".tar.gz", ".tar", ".zip"];

    /// <summary>Whether the name ends as an archive's does and has something before the ending.</summary>
    public static bool IsArchive(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return Extensions.Any(ending => fileName.Length > ending.Length && fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether the name is one plain file name: no separators, no control characters, no half surrogates, not <c>.</c> or <c>..</c>, at most 250 bytes.</summary>
    public static bool IsPlain(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return fileName is not ("" or "." or "..")
            && !fileName.Any(character => character is '/' or '\\' || char.IsControl(character))
            && !fileName.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar)
            && System.Text.Encoding.UTF8.GetByteCount(fileName) <= 250;
    }
}
