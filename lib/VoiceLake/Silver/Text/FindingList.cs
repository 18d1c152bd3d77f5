using VoiceLake.Quality;

namespace VoiceLake.Silver.Text;

/// <summary>Findings on a text, of which so many are named one by one; of more only the number is, for a text of a few megabytes can break a rule a million times.</summary>
internal sealed class FindingList(string entry)
{
    private const int MostNamed = 1_000;
    private readonly List<QualityFinding> _named = [];
    private readonly SortedDictionary<string, (QualityRule Rule, int Count)> _counts = new(StringComparer.Ordinal);

    /// <summary>The findings, then one for each rule that was broken more often.</summary>
    public IReadOnlyList<QualityFinding> All =>
    [
        .. _named,
        .. _counts.Values.Where(rule => rule.Count > MostNamed)
            .Select(rule => new QualityFinding(rule.Rule, "file", $"And {rule.Count - MostNamed:N0} more of this rule.", entry)),
    ];

    public void Add(QualityRule rule, string detail, string? clip, int line, string text)
    {
        var count = _counts.GetValueOrDefault(rule.Name).Count + 1;
        _counts[rule.Name] = (rule, count);
        if (count <= MostNamed)
        {
            _named.Add(new QualityFinding(rule, "field", detail, entry, clip, line, text));
        }
    }
}
