namespace VoiceLake.Bronze.Internals;

/// <summary>A source that has been listed and can be copied from until it is disposed.</summary>
/// <param name="listing">What it offers.</param>
/// <param name="server">The server that stands in for a folder, which ends with the session.</param>
internal sealed class SourceSession(SubmissionListing listing, LoopbackServer? server = null) : IAsyncDisposable
{
    /// <summary>What the source offers, under its stable addresses.</summary>
    public SubmissionListing Listing { get; } = listing;

    /// <summary>Where the bytes of an item can be had now.</summary>
    public Uri AddressOf(SubmissionItem item) => server is null ? new Uri(item.Url) : new Uri(server.Address, item.RelativeUrl);

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The session of a listing that has something to copy.</summary>
    public static SourceSession Open(SubmissionListing listing, string what) => listing.Items.Count > 0
        ? new SourceSession(listing)
        : throw Empty(listing, what);

    /// <summary>Says that there is nothing to copy.</summary>
    public static SubmissionSourceException Empty(SubmissionListing listing, string what, string? where = null) => new(
        $"'{where ?? listing.Source}' is {what} without archives ({listing.Ignored.Count} other entries): archives end in {string.Join(", ", ArchiveName.Extensions)} and stand directly in it."
        + (listing.Ignored.Any(link => IsClip(link.Reference)) ? " Loose clips are not taken: pack those of a speaker in the folder wav of an archive such as Ada-20260131-abc.tgz." : "")
        + (listing.Ignored.FirstOrDefault(link => link.Reason == IgnoredReason.Folder) is { } folder ? $" Subfolders are not looked into: give one of them, such as '{folder.Reference}'." : ""));

    private static bool IsClip(string name) => Path.GetExtension(name).ToLowerInvariant() is ".wav" or ".flac";
}
