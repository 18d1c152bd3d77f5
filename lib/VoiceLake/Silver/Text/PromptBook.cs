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
            .. lists.SelectMany(list => WithoutClip(list, names)),
        ];
    }

    private IReadOnlyList<QualityFinding> WithoutClip(PromptList list, HashSet<string> names)
    {
        var findings = new FindingList(list.Entry);
        foreach (var prompts in _byClip.Where(prompts => prompts.First().List == list && !names.Contains(prompts.Key)))
        {
            var prompt = prompts.First().Prompt;
            findings.Add(QualityRules.PromptWithoutClip, $"There is no clip '{prompt.Clip}'.", prompt.Clip, prompt.Line, prompt.Text);
        }

        return findings.All;
    }

    private static string NameOf(string clip) => clip[(clip.LastIndexOf('/') + 1)..];
}
