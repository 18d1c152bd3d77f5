using System.Buffers;
using VoiceLake.Quality;
using VoiceLake.Silver.Casting;

namespace VoiceLake.Silver.Text;

/// <summary>One line of a file of prompts.</summary>
/// <param name="Clip">The clip's name, the last part of the path it was given by, without extension.</param>
/// <param name="Text">The text that was to be read, without the blanks around it.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record Prompt(string Clip, string Text, int Line);

/// <summary>A file of prompts: <c>&lt;archive&gt;/mfc/&lt;clip&gt; UPPER WORDS</c> or <c>&lt;clip&gt; Mixed case text.</c>, told apart by blanks or tabs.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Entry">The file's path inside the archive.</param>
/// <param name="AreWords">Whether it names clips by path, as the lists of bare words in capitals do.</param>
/// <param name="Prompts">One a clip, in the order of the file.</param>
/// <param name="Findings">Lines that are no prompts, or give a clip a second text.</param>
public sealed record PromptList(string Entry, bool AreWords, IReadOnlyList<Prompt> Prompts, IReadOnlyList<QualityFinding> Findings)
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\u0085\u2028");
    private static readonly string[] Folders = ["/mfc/", "/wav/", "/flac/"];
    private static readonly char[] Blanks = [' ', '\t', '\u00A0'];
    private static readonly string[] Extensions = [".wav", ".flac", ".mfc"];

    /// <summary>Reads the text of a file of prompts; any text is one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="entry">The file's name in the archive, for findings.</param>
    public static PromptList Parse(string text, string entry)
    {
        ArgumentNullException.ThrowIfNull(text);
        var prompts = new Dictionary<string, Prompt>(StringComparer.Ordinal);
        var findings = new FindingList(entry);
        var (paths, index) = (0, -1);
        for (ReadOnlySpan<char> rest = text, whole; TryTakeLine(ref rest, out whole);)
        {
            index++;
            var line = whole.Trim();
            if (line.IsEmpty)
            {
                continue;
            }

            var end = EndOfPath(line);
            if (end < 0 || ClipName(line[..end]) is not { Length: > 0 } clip)
            {
                findings.Add(QualityRules.PromptUnreadable, "The line holds no clip name followed by text.", null, index + 1, whole.ToString());
                continue;
            }

            paths += line[..end].IndexOf('/') > 0 ? 1 : 0;
            var prompt = new Prompt(clip, line[end..].Trim().ToString(), index + 1);
            if (!prompts.TryAdd(clip, prompt) && prompts[clip].Text != prompt.Text)
            {
                findings.Add(QualityRules.PromptConflict, $"Line {prompts[clip].Line} gives '{clip}' another text.", clip, index + 1, whole.ToString());
            }
        }

        return new PromptList(entry, paths > 0 && paths * 2 >= prompts.Count, [.. prompts.Values], findings.All);
    }

    // The last line has no end; what is left behind it is none.
    private static bool TryTakeLine(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> line)
    {
        var end = rest.IndexOfAny(LineEnds);
        line = end < 0 ? rest : rest[..end];
        var any = !rest.IsEmpty;
        rest = end < 0 ? [] : rest[(end + (rest[end..].StartsWith("\r\n") ? 2 : 1))..];
        return any;
    }

    // The first blank ends the path, but for the blanks in an archive's name: <archive>/mfc/<clip>.
    private static int EndOfPath(ReadOnlySpan<char> line)
    {
        var end = line.IndexOfAny(Blanks);
        foreach (var folder in Folders)
        {
            var place = line.IndexOf(folder, StringComparison.OrdinalIgnoreCase);
            if (end >= 0 && place > end && SubmissionName.Parse(line[..place].ToString()).DateText is not null)
            {
                var clip = line[(place + folder.Length)..].IndexOfAny(Blanks);
                return clip <= 0 ? -1 : place + folder.Length + clip;
            }
        }

        return end;
    }

    private static string ClipName(ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOfAny('/', '\\') + 1)..].ToString();
        var extension = Array.Find(Extensions, extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        return extension is null ? name : name[..^extension.Length];
    }
}
