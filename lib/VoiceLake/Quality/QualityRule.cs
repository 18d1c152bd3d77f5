namespace VoiceLake.Quality;

/// <summary>A named check on what came from outside: what it means, and what to do about it.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Name">Kebab case, as it stands in <c>silver.quarantine</c>.</param>
/// <param name="Severity">Whether the item was rejected, or kept and flagged.</param>
/// <param name="Meaning">One sentence on what was found.</param>
/// <param name="Remedy">One sentence on what a user can do.</param>
public sealed record QualityRule(string Name, QualitySeverity Severity, string Meaning, string Remedy);

/// <summary>What a finding did to its item.</summary>
public enum QualitySeverity
{
    /// <summary>The item is kept; the finding stands beside it.</summary>
    Flagged,

    /// <summary>The item could not be read and is only in quarantine.</summary>
    Rejected,
}
