using VoiceLake.Stages;

namespace VoiceLake.Gold;

/// <summary>What a run of the gold stage did.</summary>
/// <remarks>Notebook: 03-gold-features</remarks>
/// <param name="RunId">The run.</param>
/// <param name="Clips">Clips of <c>silver.clips</c>: computed, rejected (none: silver did that), or known already.</param>
/// <param name="ClipsRemoved">Clips that are no longer in silver and whose windows were removed.</param>
/// <param name="WindowsWritten">Rows written to <c>gold.windows</c>.</param>
/// <param name="Shares">How each gender fell into the splits.</param>
/// <param name="ScalerReason">Why <c>gold.scaler</c> is empty; null where it is not.</param>
public sealed record GoldReport(
    string RunId,
    StageCount Clips,
    long ClipsRemoved,
    long WindowsWritten,
    IReadOnlyList<SplitShare> Shares,
    string? ScalerReason)
{
    /// <inheritdoc/>
    public override string ToString() => $"gold: {Clips.Good} clips computed; {Clips}; {WindowsWritten} windows written"
        + (ClipsRemoved == 0 ? "" : $"; {ClipsRemoved} clips removed")
        + (ScalerReason is null ? "" : $"; scaler empty: {ScalerReason}");
}
