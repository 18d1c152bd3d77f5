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
/// <param name="Ignored">Links of the source that are no submissions.</param>
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
    int Ignored,
    ManifestSummary Manifest,
    IReadOnlyList<BronzeFailure> Failures)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"bronze: {Submissions}; {Copied} copied ({BytesCopied} bytes, {Retries} retries), {Recovered} recovered");
}
