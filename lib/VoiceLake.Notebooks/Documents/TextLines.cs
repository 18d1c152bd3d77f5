namespace VoiceLake.Notebooks.Documents;

/// <summary>The lines of a notebook kept as plain text.</summary>
internal static class TextLines
{
    /// <summary>Splits at line feeds. A file whose every line ends in CRLF loses the CRs; elsewhere a CR belongs to the text.</summary>
    public static string[] Of(string text)
    {
        var lines = text.Split('\n');
        var isWindows = lines.Length > 1 && lines[..^1].All(line => line.EndsWith('\r'));
        return isWindows ? [.. lines[..^1].Select(line => line[..^1]), lines[^1]] : lines;
    }

    /// <summary>The lines of a cell's source.</summary>
    public static string[] OfSource(string source) => source.Split('\n');
}
