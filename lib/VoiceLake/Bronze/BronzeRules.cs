using VoiceLake.Quality;

namespace VoiceLake.Bronze;

/// <summary>Why a submission could not be copied; the rule's name stands in <c>bronze.failures</c>.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
public static class BronzeRules
{
    /// <summary>No connection, or no answer in time.</summary>
    public static QualityRule Unreachable { get; } = Rule("source-unreachable", "The source could not be reached or did not answer in time.", "Run the stage again when the site is up: it goes on where it stopped.");

    /// <summary>404 or 410.</summary>
    public static QualityRule Gone { get; } = Rule("source-gone", "The source lists the file but does not have it.", "Look for the file on a mirror, or leave it out of the manifest.");

    /// <summary>Another answer than the file.</summary>
    public static QualityRule Refused { get; } = Rule("source-error", "The source answered with an error.", "See the status in the detail; run the stage again if it may pass.");

    /// <summary>A redirect that is not followed.</summary>
    public static QualityRule Redirect { get; } = Rule("source-redirect", "The source redirects to an address that is not followed: not http or https, from https to http, or too many in a row.", "Give the final address in a manifest.");

    /// <summary>From the open network into a private one.</summary>
    public static QualityRule PrivateAddress { get; } = Rule("source-private-address", "A source in the open network leads to an address in a private network or on this machine, by a redirect or by an item of its manifest; it is not asked.", "If that address is meant, give it as the source itself, or in a manifest of your own.");

    /// <summary>No secure connection.</summary>
    public static QualityRule Insecure { get; } = Rule("source-insecure", "No secure connection came about: the certificate is out of date, of another host or of an authority that this machine does not trust.", "Check the address and this machine's clock, or add the authority to the certificates that this machine trusts; there is no option to look away.");

    /// <summary>The body ended before its end.</summary>
    public static QualityRule CutShort { get; } = Rule("copy-cut-short", "The connection ended before the whole file had come, at every try.", "Run the stage again: it goes on where it stopped.");

    /// <summary>Beyond the limit.</summary>
    public static QualityRule TooLong { get; } = Rule("copy-too-long", "The file is longer than the option MaxArchiveBytes allows, or its body has no end.", "Look at the file at its source; if it is what it should be, raise the option MaxArchiveBytes.");

    /// <summary>The body stopped coming.</summary>
    public static QualityRule Stalled { get; } = Rule("copy-stalled", "The connection stayed open but brought nothing, at every try.", "Run the stage again, or raise the option StallTimeout.");

    /// <summary>An answer that contradicts itself.</summary>
    public static QualityRule BadRange { get; } = Rule("copy-bad-range", "The source sent another part of the file than was asked for, at every try.", "Copy the file from a mirror.");

    /// <summary>The digest does not fit.</summary>
    public static QualityRule BadDigest { get; } = Rule("copy-bad-digest", "The bytes do not have the checksum that the source states, at every try.", "Copy the file from a mirror.");

    /// <summary>Two sources, one name.</summary>
    public static QualityRule NameTaken { get; } = Rule("name-taken", "Another source has brought other content under this name.", "Use another lake for this source, or set the option ReplaceOtherSources.");

    /// <summary>Listed, and not there.</summary>
    public static QualityRule NotCopied { get; } = Rule("not-copied", "A manifest lists the file, and the pipeline that was to copy it did not.", "Run the pipeline again, or the bronze stage on the same source.");

    /// <summary>Every rule, by name.</summary>
    public static IReadOnlyList<QualityRule> All { get; } =
        [.. new[] { Unreachable, Gone, Refused, Redirect, PrivateAddress, Insecure, CutShort, TooLong, Stalled, BadRange, BadDigest, NameTaken, NotCopied }.OrderBy(rule => rule.Name, StringComparer.Ordinal)];

    private static QualityRule Rule(string name, string meaning, string remedy) => new(name, QualitySeverity.Rejected, meaning, remedy);
}
