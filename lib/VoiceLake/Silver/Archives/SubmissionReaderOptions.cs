namespace VoiceLake.Silver.Archives;

/// <summary>How much of an archive is believed.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed record SubmissionReaderOptions
{
    /// <summary>The most bytes one audio file or nested archive may have. Default: 512 MB, more than four hours at 16 kHz.</summary>
    public long MaxEntryBytes { get; init; } = 512L << 20;

    /// <summary>The most bytes that README, profile and prompts of an archive may have together. Default: 4 MB.</summary>
    public long MaxTextBytes { get; init; } = 4L << 20;

    /// <summary>The most entries an archive may have, folders included. Default: 100,000.</summary>
    public int MaxEntries { get; init; } = 100_000;

    /// <summary>The most clips an archive may have. Default: 20,000; the largest of the corpus has 1,132.</summary>
    public int MaxClips { get; init; } = 20_000;

    /// <summary>The most characters an entry's name may have. Default: 1,024.</summary>
    public int MaxNameLength { get; init; } = 1_024;

    /// <summary>The most bytes an archive may unpack to, with all archives in it. Default: 8 GB.</summary>
    public long MaxUnpackedBytes { get; init; } = 8L << 30;

    /// <summary>The most bytes one packed byte may unpack to, once more than <see cref="RatioFromBytes"/> were unpacked. Default: 100; speech reaches 3.</summary>
    public int MaxRatio { get; init; } = 100;

    /// <summary>Unpacked bytes from which <see cref="MaxRatio"/> counts. Default: 16 MB, so that short silent recordings pass.</summary>
    public long RatioFromBytes { get; init; } = 16L << 20;

    /// <summary>How deep an archive may lie inside archives. Default: 1, a zip inside a tgz.</summary>
    public int MaxDepth { get; init; } = 1;

    /// <summary>Names every mistake in the options at once.</summary>
    /// <exception cref="ArgumentException">A limit is not positive.</exception>
    public void Validate()
    {
        string[] mistakes =
        [
            .. new (string Name, long Value)[]
            {
                (nameof(MaxEntryBytes), MaxEntryBytes), (nameof(MaxTextBytes), MaxTextBytes), (nameof(MaxEntries), MaxEntries), (nameof(MaxClips), MaxClips),
                (nameof(MaxNameLength), MaxNameLength), (nameof(MaxUnpackedBytes), MaxUnpackedBytes), (nameof(MaxRatio), MaxRatio),
            }.Where(limit => limit.Value < 1).Select(limit => $"{limit.Name} is {limit.Value}: give at least 1."),
            .. MaxDepth < 0 ? new[] { $"MaxDepth is {MaxDepth}: give at least 0." } : [],
            .. RatioFromBytes < 0 ? new[] { $"RatioFromBytes is {RatioFromBytes}: give at least 0." } : [],
        ];
        if (mistakes.Length > 0)
        {
            throw new ArgumentException(string.Join(" ", mistakes));
        }
    }
}
