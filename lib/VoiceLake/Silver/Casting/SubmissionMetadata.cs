using VoiceLake.Quality;

namespace VoiceLake.Silver.Casting;

/// <summary>What is known of a submission's speaker and recording, each cast value beside its raw text.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Gender"><c>female</c>, <c>male</c>, <c>other</c> or <c>unknown</c>.</param>
/// <param name="AgeRange"><c>youth</c>, <c>adult</c>, <c>senior</c> or <c>unknown</c>.</param>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Dialect">Pronunciation dialect, without the marks around it.</param>
/// <param name="Texts">The cleaned text of every other field by canonical key; absent where nothing was said.</param>
/// <param name="Raw">The raw text of every field by canonical key.</param>
/// <param name="Extra">What no column holds, as JSON.</param>
/// <param name="Findings">What could not be cast, or not without doubt.</param>
public sealed record SubmissionMetadata(
    string Gender,
    string AgeRange,
    string? Language,
    string? Dialect,
    IReadOnlyDictionary<string, string> Texts,
    IReadOnlyDictionary<string, string> Raw,
    string? Extra,
    IReadOnlyList<QualityFinding> Findings)
{
    /// <summary>The value of a closed set where nothing is known.</summary>
    public const string Unknown = "unknown";

    /// <summary>Casts what a README said; null where the archive has none.</summary>
    public static SubmissionMetadata Cast(ReadmeFields? readme)
    {
        var findings = new List<QualityFinding>();
        var fields = readme ?? ReadmeFields.Empty;
        var raw = fields.Fields.Where(field => field.Key is not null).GroupBy(field => field.Key!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (group.FirstOrDefault(field => CastingTable.Clean(field.Text).Length > 0) ?? group.First()).Text, StringComparer.Ordinal);
        foreach (var field in fields.Fields.Where(field => field.Corrected))
        {
            findings.Add(new QualityFinding(QualityRules.KeyMisspelt, "field", $"'{field.Written}' is read as {field.Key}.", Offset: field.Line, RawText: field.Written));
        }

        var (gender, flagged) = FieldCast.Closed(fields, "gender", QualityRules.GenderNotCastable, findings);
        if (readme is not null && !flagged && gender is null or Unknown)
        {
            findings.Add(new QualityFinding(QualityRules.GenderUnknown, "field", "gender: the speaker did not say.", RawText: raw.GetValueOrDefault("gender")));
        }

        return new SubmissionMetadata(
            gender ?? Unknown,
            FieldCast.Closed(fields, "age_range", QualityRules.AgeNotCastable, findings).Value ?? Unknown,
            FieldCast.Closed(fields, "language", QualityRules.LanguageNotCastable, findings).Value,
            FieldCast.Open(raw, "dialect"),
            raw.Keys.Select(key => (key, text: FieldCast.Open(raw, key))).Where(pair => pair.text is not null).ToDictionary(pair => pair.key, pair => pair.text!, StringComparer.Ordinal),
            raw,
            fields.ExtraJson(),
            findings);
    }
}
