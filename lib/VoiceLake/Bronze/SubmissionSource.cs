using VoiceLake.Bronze.Internals;

namespace VoiceLake.Bronze;

/// <summary>Where submissions come from: an index page or a manifest over HTTP, a manifest file, or a folder.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
public abstract class SubmissionSource
{
    private protected SubmissionSource(string address) => Address = address;

    /// <summary>The source's stable address; for a folder a logical one (<c>folder:///name/</c>) without path, host or port.</summary>
    public string Address { get; }

    /// <summary>Names a source; nothing is read until it is listed or copied.</summary>
    /// <param name="text">An http or https URL (an index page or a manifest, told apart by content), a folder, or a manifest file.</param>
    /// <exception cref="SubmissionSourceException">It is none of these.</exception>
    public static SubmissionSource Open(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var uri = text.Contains("://", StringComparison.Ordinal) ? ReadUri(text) : null;
        if (uri is { Scheme: "http" or "https" })
        {
            return new HttpSource(uri);
        }

        var path = Path.GetFullPath(uri?.LocalPath ?? text);
        return Directory.Exists(path) ? new FolderSource(path)
            : !File.Exists(path) ? throw new SubmissionSourceException($"'{text}' is neither a folder nor a file: check the spelling, or give a URL that starts with http:// or https://.")
            : ArchiveName.IsArchive(path) ? throw new SubmissionSourceException($"'{text}' is one archive: give the folder that holds it.")
            : new ManifestFileSource(path);
    }

    /// <summary>Lists what the source offers, without copying anything.</summary>
    /// <param name="options">Time-outs and retries; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="SubmissionSourceException">The source cannot be read, or offers no archive.</exception>
    public async Task<SubmissionListing> ListAsync(BronzeOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new BronzeOptions();
        options.Validate();
        using var client = new SourceClient(options);
        await using var session = await ConnectAsync(client, cancellationToken);
        return session.Listing;
    }

    /// <inheritdoc/>
    public override string ToString() => Address;

    /// <summary>Lists the source and keeps it open for copying.</summary>
    internal abstract Task<SourceSession> ConnectAsync(SourceClient client, CancellationToken cancellationToken);

    private static Uri ReadUri(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "file"
        ? uri
        : throw new SubmissionSourceException($"'{text}' is no address that can be read: give an http or https URL, a folder, or a manifest file.");
}
