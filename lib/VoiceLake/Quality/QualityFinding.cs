namespace VoiceLake.Quality;

/// <summary>Something a rule found, before it is known which run and which archive it belongs to.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Rule">The rule that was broken.</param>
/// <param name="Scope"><c>archive</c>, <c>file</c>, <c>clip</c> or <c>field</c>.</param>
/// <param name="Detail">What was found, in a sentence.</param>
/// <param name="Entry">The entry inside the archive, where the finding concerns one.</param>
/// <param name="Clip">The clip's name without its submission, where the finding concerns one.</param>
/// <param name="Offset">The byte offset or line number, where there is one.</param>
/// <param name="RawText">The text as it stood, where the finding concerns text.</param>
public sealed record QualityFinding(
    QualityRule Rule,
    string Scope,
    string Detail,
    string? Entry = null,
    string? Clip = null,
    long? Offset = null,
    string? RawText = null)
{
    /// <summary>The finding as a row of <c>silver.quarantine</c>.</summary>
    /// <param name="submission">The archive's name without extension.</param>
    /// <param name="archive">The archive's path in the lake.</param>
    /// <param name="runId">The run that found it.</param>
    public QuarantineRow ToRow(string submission, string archive, string runId) => new(
        Rule.Name,
        Rule.Severity == QualitySeverity.Rejected ? "rejected" : "flagged",
        Scope,
        submission,
        Clip is null ? null : $"{submission}/{Clip}",
        Entry is null ? archive : $"{archive}/{Entry}",
        Offset,
        Detail,
        RawText,
        runId);
}
