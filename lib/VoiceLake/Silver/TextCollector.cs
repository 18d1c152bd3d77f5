using System.Text.Json;
using VoiceLake.Quality;
using VoiceLake.Silver.Archives;
using VoiceLake.Silver.Casting;
using VoiceLake.Silver.Text;

namespace VoiceLake.Silver;

/// <summary>The texts of a submission, decoded and cast.</summary>
internal sealed record SubmissionTexts(
    SubmissionMetadata Metadata, PromptBook Prompts, string? ReadmeEncoding, string? PromptsEncoding, IReadOnlyList<QualityFinding> Findings);

/// <summary>Keeps the texts of an archive until all are there: the README tells the language that the prompts are in.</summary>
internal sealed class TextCollector
{
    private readonly List<SubmissionEntry> _entries = [];

    public void Add(SubmissionEntry entry) => _entries.Add(entry);

    public SubmissionTexts Read(string? languageOfName)
    {
        var findings = new List<QualityFinding>();
        var (readme, readmeEncoding) = ReadReadme(findings, languageOfName);
        var metadata = SubmissionMetadata.Cast(readme);
        if (readme is null)
        {
            findings.Add(new QualityFinding(QualityRules.NoReadme, "archive", "There is no README and no profile.json."));
        }

        string? promptsEncoding = null;
        var lists = new List<PromptList>();
        foreach (var entry in Of(SubmissionEntryKind.Prompts))
        {
            var text = SubmissionText.Decode(entry.Content.Span, metadata.Language ?? languageOfName, preferred: readmeEncoding is "utf-8" ? null : readmeEncoding);
            Note(text, entry, findings);
            promptsEncoding = promptsEncoding is null or "utf-8" ? text.Encoding : promptsEncoding;
            lists.Add(PromptList.Parse(text.Text, entry.Path));
        }

        return new SubmissionTexts(metadata, new PromptBook(lists), readmeEncoding, promptsEncoding, findings);
    }

    private (ReadmeFields? Fields, string? Encoding) ReadReadme(List<QualityFinding> findings, string? languageOfName)
    {
        ReadmeFields? fields = null;
        string? encoding = null;
        foreach (var entry in Of(SubmissionEntryKind.Readme))
        {
            var text = SubmissionText.Decode(entry.Content.Span, languageOfName ?? DeclaredLanguage(entry.Content.Span), KnownWords);
            Note(text, entry, findings);
            if (fields is not null)
            {
                findings.Add(new QualityFinding(QualityRules.DuplicateText, "file", "There is more than one README.", entry.Path));
            }

            encoding ??= text.Encoding;
            fields = (fields ?? ReadmeFields.Empty).With(ReadmeFields.Parse(text.Text));
        }

        foreach (var entry in Of(SubmissionEntryKind.Profile))
        {
            try
            {
                var profile = SubmissionText.Decode(entry.Content.Span, languageOfName);
                Note(profile, entry, findings);
                fields = (fields ?? ReadmeFields.Empty).With(ReadmeFields.ParseProfile(profile.Text));
            }
            catch (JsonException error)
            {
                findings.Add(new QualityFinding(QualityRules.ProfileUnreadable, "file", error.Message, entry.Path, Offset: error.LineNumber + 1));
            }
        }

        return (fields, encoding);
    }

    private IEnumerable<SubmissionEntry> Of(SubmissionEntryKind kind) => _entries.Where(entry => entry.Kind == kind);

    private static void Note(SubmissionText text, SubmissionEntry entry, List<QualityFinding> findings)
    {
        if (text.FirstOddByte is { } offset)
        {
            findings.Add(new QualityFinding(QualityRules.TextNotUtf8, "file", $"It was read as {text.Encoding}.", entry.Path, Offset: offset));
        }
    }

    // The line is ASCII in every encoding, so that Latin-1 finds it whatever the rest is in.
    private static string? DeclaredLanguage(ReadOnlySpan<byte> readme) =>
        ReadmeFields.Parse(System.Text.Encoding.Latin1.GetString(readme)).Under("language")
            .Select(field => CastingTable.Default.Find("language", field.Text)).FirstOrDefault(language => language is not null);

    private static int KnownWords(string text) => ReadmeFields.Parse(text).Fields.Count(field =>
        field.Key is "gender" or "age_range" or "language" && CastingTable.Default.Find(field.Key, field.Text) is not null);
}
