namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>Chooses the candidates that fit what is typed and puts the likeliest first.</summary>
internal static class CompletionFilter
{
    /// <summary>Editors narrow a list down while more is typed and do not ask again, so it must not be cut short.</summary>
    private const int ShownAtMost = 1000;

    public static IReadOnlyList<CompletionEntry> Choose(IEnumerable<Candidate> candidates, string typed) =>
    [
        .. candidates.Select(c => (candidate: c, fit: Fit(c.Filter ?? c.Text, typed)))
            .Where(c => c.fit is not null)
            .OrderBy(c => c.fit).ThenBy(c => c.candidate.Rank).ThenBy(c => c.candidate.Text, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.candidate.Text, StringComparer.Ordinal)
            .DistinctBy(c => c.candidate.Text)
            .Take(ShownAtMost)
            .Select(c => new CompletionEntry(c.candidate.Text, c.candidate.Kind, c.candidate.Signature())),
    ];

    /// <summary>How well a name fits, 0 the best: it begins so, it begins so in other case, its humps do, it contains it; null when it does not fit.</summary>
    public static int? Fit(string name, string typed) =>
        name.StartsWith(typed, StringComparison.Ordinal) ? 0
        : name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1
        : Humps(name, 0, typed, 0) ? 2
        : typed.Length > 1 && name.Contains(typed, StringComparison.OrdinalIgnoreCase) ? 3
        : null;

    /// <summary>Whether the typed text is made of beginnings of the name's words: <c>WrLi</c> or <c>wl</c> of <c>WriteLine</c>.</summary>
    private static bool Humps(string name, int from, string typed, int at)
    {
        if (at == typed.Length)
        {
            return true;
        }

        for (var i = from; i < name.Length; i++)
        {
            var begins = i == 0 || (char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])) || name[i - 1] == '_' || (char.IsDigit(name[i]) && !char.IsDigit(name[i - 1]))
                || (char.IsUpper(name[i]) && i + 1 < name.Length && char.IsLower(name[i + 1]));
            for (var length = 0; begins && i + length < name.Length && at + length < typed.Length; length++)
            {
                if (char.ToUpperInvariant(name[i + length]) != char.ToUpperInvariant(typed[at + length]))
                {
                    break;
                }

                if (Humps(name, i + length + 1, typed, at + length + 1))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
