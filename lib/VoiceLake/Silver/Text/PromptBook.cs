using VoiceLake.Quality;

namespace VoiceLake.Silver.Text;

/// <summary>All prompts of a submission, found by clip.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="lists">Every file of prompts, in the order of the archive.</param>
public sealed class PromptBook(IReadOnlyList<PromptList> lists)
{
    // Capitals without punctuation are made from the mixed text, so the mixed text is the better one.
    private readonly ILookup<string, (Prompt Prompt, PromptList List)> _byClip = lists
        .OrderBy(list => list.AreWords)
        .SelectMany(list => list.Prompts.Select(prompt => (prompt, list)))
        .ToLookup(pair => pair.prompt.Clip, StringComparer.OrdinalIgnoreCase);

    /// <summary>The texts of a clip: in mixed case where there is one, and in capitals where there is one.</summary>
    /// <param name="clip">The clip's name; the prompts know it by its last part.</param>
    public (string? Text, string? Words) Find(string clip)
    {
        var found = _byClip[NameOf(clip)].ToArray();
        return (found.Select(pair => pair.Prompt.Text).FirstOrDefault(), found.Where(pair => pair.List.AreWords).Select(pair => pair.Prompt.Text).FirstOrDefault());
    }

    /// <summary>What does not fit: clips without prompt, prompts without clip, no prompts at all, and what was wrong with the files.</summary>
    /// <param name="clips">Every clip of the archive, the rejected ones too.</param>
    public IEnumerable<QualityFinding> Check(IReadOnlyCollection<string> clips)
    {
        if (lists.Count == 0)
        {
            return clips.Count == 0 ? [] : [new QualityFinding(QualityRules.NoPrompts, "archive", "None of the known names of prompt files is in the archive.")];
        }

        var names = clips.Select(NameOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. lists.SelectMany(list => list.Findings),
            .. clips.Where(clip => !_byClip.Contains(NameOf(clip)))
                .Select(clip => new QualityFinding(QualityRules.ClipWithoutPrompt, "clip", $"No prompt names '{NameOf(clip)}'.", Clip: clip)),
            .. _byClip.Where(prompts => !names.Contains(prompts.Key)).Select(prompts => prompts.First())
                .Select(pair => new QualityFinding(
                    QualityRules.PromptWithoutClip, "field", $"There is no clip '{pair.Prompt.Clip}'.", pair.List.Entry, pair.Prompt.Clip, pair.Prompt.Line, pair.Prompt.Text)),
        ];
    }

    private static string NameOf(string clip) => clip[(clip.LastIndexOf('/') + 1)..];
}
