using VoiceLake.Notebooks.Checking.Rules;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Checking;

/// <summary>The rules for notebooks that teach, and checking by them.</summary>
public static class NotebookRules
{
    /// <summary>Every rule, in the order of a notebook's parts.</summary>
    public static IReadOnlyList<NotebookRule> All { get; } = [.. OpeningRules.All, .. PartRules.All, .. CodeRules.All, .. OutputRules.All, .. FileRules.All];

    /// <summary>Where a notebook breaks rules: all of them unless others are given, in their order.</summary>
    /// <remarks>The files beside the notebook are looked for, because its links must lead somewhere; nothing is run.</remarks>
    public static IReadOnlyList<NotebookFinding> Check(NotebookDocument document, IEnumerable<NotebookRule>? rules = null)
    {
        var notebook = new CheckedNotebook(document);
        return [.. (rules ?? All).SelectMany(rule => rule.Find(notebook))];
    }

    /// <summary>The rules of these ids.</summary>
    /// <exception cref="ArgumentException">An id is unknown; the message lists those there are.</exception>
    public static IReadOnlyList<NotebookRule> Named(IEnumerable<string> ids)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var unknown = wanted.Except(All.Select(rule => rule.Id)).Select(id => $"'{id}'").ToList();
        return unknown.Count == 0
            ? [.. All.Where(rule => wanted.Contains(rule.Id))]
            : throw new ArgumentException($"there is no rule {string.Join(" or ", unknown)}; there are {string.Join(", ", All.Select(rule => rule.Id))}");
    }
}
