namespace VoiceLake.Bronze;

/// <summary>What a source offers.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
/// <param name="Source">The source's stable address; for a folder a logical one without host or port.</param>
/// <param name="Items">The archives, each file name once, by ordinal name.</param>
/// <param name="Ignored">Everything else that stood in the listing, in its order.</param>
public sealed record SubmissionListing(string Source, IReadOnlyList<SubmissionItem> Items, IReadOnlyList<IgnoredLink> Ignored);

/// <summary>A link or entry that is no submission.</summary>
/// <param name="Reference">The link as it was written.</param>
/// <param name="Reason">Why it was left out.</param>
public sealed record IgnoredLink(string Reference, IgnoredReason Reason);

/// <summary>Why a link in a listing is no submission.</summary>
public enum IgnoredReason
{
    /// <summary>It leads to a file or folder that is no archive.</summary>
    NotAnArchive,

    /// <summary>It sorts the page, or carries another query.</summary>
    Query,

    /// <summary>It leads out of the page's folder, or deeper than directly below it.</summary>
    Elsewhere,

    /// <summary>The same address stood in the listing before.</summary>
    Duplicate,

    /// <summary>It is a folder below the folder that is the source; archives are looked for directly in the source.</summary>
    Folder,

    /// <summary>Its name cannot be the name of one file.</summary>
    UnusableName,
}
