using VoiceLake.Stages;

namespace VoiceLake.Bronze;

/// <summary>What a run of the bronze stage did.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
/// <param name="RunId">The run's name in every row it wrote.</param>
/// <param name="Source">The source's stable address.</param>
/// <param name="Submissions">In = good (a row was written) + quarantined (could not be copied) + unchanged.</param>
/// <param name="Copied">Files copied from the source.</param>
/// <param name="Recovered">Files that a killed run had completed: their rows were written, nothing was copied.</param>
/// <param name="BytesCopied">Bytes that came from the source, retries included.</param>
/// <param name="Retries">Requests made again after a failure.</param>
/// <param name="Verified">Archives left alone whose content was read and has its registered sha256; 0 unless <see cref="BronzeOptions.Verify"/> is set.</param>
/// <param name="Repaired">Archives whose content no longer had its registered sha256 and that were copied again.</param>
/// <param name="Ignored">What else stands in the source: other files, subfolders, links that sort a page.</param>
/// <param name="Manifest">The manifest's pages in the lake.</param>
/// <param name="Failures">Every submission that could not be copied, by name.</param>
public sealed record BronzeReport(
    string RunId,
    string Source,
    StageCount Submissions,
    long Copied,
    long Recovered,
    long BytesCopied,
    long Retries,
    long Verified,
    long Repaired,
    IReadOnlyList<IgnoredLink> Ignored,
    ManifestSummary Manifest,
    IReadOnlyList<BronzeFailure> Failures)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"bronze: {Submissions}; {Copied} copied ({BytesCopied} bytes, {Retries} retries), {Recovered} recovered")
        + (Verified + Repaired > 0 ? FormattableString.Invariant($", {Verified} verified, {Repaired} repaired") : "")
        + (Others() is { Length: > 0 } others ? $"; not looked at: {others}" : "");

    private string Others()
    {
        var folders = Ignored.Count(link => link.Reason == IgnoredReason.Folder);
        var files = Ignored.Count(link => link.Reason is IgnoredReason.NotAnArchive or IgnoredReason.UnusableName);
        return string.Join(", ", new[] { Count(folders, "subfolder"), Count(files, "other file") }.Where(text => text.Length > 0));
    }

    private static string Count(int number, string thing) =>
        number == 0 ? "" : FormattableString.Invariant($"{number} {thing}{(number == 1 ? "" : "s")}");
}
