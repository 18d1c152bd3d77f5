using System.Collections.Frozen;
using VoiceLake.Audio;

namespace VoiceLake.Quality;

public static partial class QualityRules
{
    /// <summary>Every rule, by name: those of archives, texts and fields, and those of audio.</summary>
    public static IReadOnlyList<QualityRule> All => Index.All;

    /// <summary>The rule of a name, as it stands in <c>silver.quarantine</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public static QualityRule Find(string name) =>
        Index.ByName.TryGetValue(name, out var rule) ? rule : throw new KeyNotFoundException($"'{name}' is no rule of QualityRules.All.");

    // A class of its own, so that it is filled after the rules it lists.
    private static class Index
    {
        public static readonly IReadOnlyList<QualityRule> All =
        [
            .. typeof(QualityRules).GetProperties()
                .Where(property => property.PropertyType == typeof(QualityRule))
                .Select(property => (QualityRule)property.GetValue(null)!)
                .Concat(AudioRules.All)
                .OrderBy(rule => rule.Name, StringComparer.Ordinal),
        ];

        public static readonly FrozenDictionary<string, QualityRule> ByName = All.ToFrozenDictionary(rule => rule.Name);
    }
}
