namespace VoiceLake.Bronze.Internals;

/// <summary>What became of one item.</summary>
/// <param name="Row">The row to write; null where nothing changed or nothing could be copied.</param>
/// <param name="Copied">Whether bytes were copied for it, rather than found complete from a run that was killed.</param>
/// <param name="Failure">Why it could not be copied; null otherwise.</param>
internal sealed record CopyOutcome(BronzeSubmission? Row, bool Copied, BronzeFailure? Failure)
{
    public static CopyOutcome Unchanged { get; } = new(null, false, null);

    /// <summary>Unchanged, and read to prove it.</summary>
    public static CopyOutcome Verified { get; } = Unchanged with { IsVerified = true };

    /// <summary>Whether its content was compared with the registered checksum.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Whether it was copied because the content in the lake was no longer what its row says.</summary>
    public bool Repaired { get; init; }
}
