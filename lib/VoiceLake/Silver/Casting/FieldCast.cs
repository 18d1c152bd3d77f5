using VoiceLake.Quality;

namespace VoiceLake.Silver.Casting;

/// <summary>Casts single fields: to a closed set, or to cleaned text.</summary>
internal static class FieldCast
{
    /// <summary>The value of a closed set, null where nothing was said, or nothing castable, or two different things; and whether that was flagged.</summary>
    public static (string? Value, bool Flagged) Closed(ReadmeFields fields, string key, QualityRule notCastable, List<QualityFinding> findings)
    {
        var before = findings.Count;
        var values = new List<string>();
        foreach (var field in fields.Under(key).Where(field => CastingTable.Clean(field.Text).Length > 0))
        {
            if (Find(key, field.Text) is { } value)
            {
                values.Add(value);
            }
            else if (CastingTable.Default.Find("unsaid", field.Text) is null)
            {
                findings.Add(new QualityFinding(notCastable, "field", $"{key}: '{CastingTable.Clean(field.Text)}' is not in the casting table.", Offset: field.Line, RawText: field.Text));
            }
        }

        var said = values.Where(value => value != SubmissionMetadata.Unknown).Distinct().ToArray();
        if (said.Length > 1)
        {
            findings.Add(new QualityFinding(
                QualityRules.FieldConflict, "field", $"{key}: said to be {string.Join(" and ", said)}.", RawText: string.Join("; ", fields.Under(key).Select(field => field.Text.Trim()))));
            return (null, true);
        }

        return (said.FirstOrDefault() ?? values.FirstOrDefault(), findings.Count > before);
    }

    /// <summary>The cleaned text; null where nothing was said.</summary>
    public static string? Open(Dictionary<string, string> raw, string key) =>
        raw.TryGetValue(key, out var text) && CastingTable.Clean(text) is { Length: > 0 } clean && CastingTable.Default.Find("unsaid", clean) is null ? clean : null;

    private static string? Find(string key, string text)
    {
        if (CastingTable.Default.Find(key, text) is { } value)
        {
            return value;
        }

        // 'ADULT (BORN IN 1983)' says adult, and 'pt_BR' Portuguese; a note beside a gender may take it back, so genders must match whole.
        var clean = CastingTable.Clean(text);
        return key switch
        {
            "age_range" when clean.IndexOf('(', StringComparison.Ordinal) is > 0 and var note => CastingTable.Default.Find(key, clean[..note]),
            "language" when clean is [_, _, '_' or '-', _, _] => CastingTable.Default.Find(key, clean[..2]),
            _ => null,
        };
    }
}
