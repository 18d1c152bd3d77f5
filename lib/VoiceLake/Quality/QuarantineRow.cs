namespace VoiceLake.Quality;

/// <summary>One finding, as a row of <c>silver.quarantine</c>.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Rule">The name of the <see cref="QualityRule"/>.</param>
/// <param name="Severity"><c>rejected</c> or <c>flagged</c>.</param>
/// <param name="Scope">What was judged: <c>archive</c>, <c>file</c>, <c>clip</c> or <c>field</c>.</param>
/// <param name="Submission">The archive's name without extension.</param>
/// <param name="Clip">The clip (<c>submission/name</c>), where the finding concerns one.</param>
/// <param name="Source">The archive's lake path, then the entry inside it.</param>
/// <param name="Offset">The byte offset or line number of the finding, where there is one.</param>
/// <param name="Detail">What was found, in a sentence.</param>
/// <param name="RawText">The text as it stood, where the finding concerns text.</param>
/// <param name="RunId">The run that found it.</param>
public sealed record QuarantineRow(
    string Rule,
    string Severity,
    string Scope,
    string Submission,
    string? Clip,
    string Source,
    long? Offset,
    string Detail,
    string? RawText,
    string RunId);
