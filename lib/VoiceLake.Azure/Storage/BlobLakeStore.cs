using Azure.Storage.Blobs.Models;
using VoiceLake.Azure.Storage.Blobs;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>A lake in a Blob account, Azurite included: one container a container, one block blob an object.</summary>
/// <remarks>
/// Notebook: 00-setup
/// <para>An object appears by one request, whole: small ones as they are, larger ones in blocks that are sent side by side and committed together. What
/// was sent and not committed is invisible, and the service throws it away after a week. Unfinished uploads are kept under <c>.voicelake/uploads/</c> of
/// their container, held by a lease of 15 seconds that is renewed; no listing shows them.</para>
/// <para>On accounts with hierarchical namespace the endpoint of ADLS Gen2 (<c>abfss:</c>) is the better one: this one leaves empty folders behind.</para>
/// </remarks>
public sealed class BlobLakeStore : ILakeStore, IDisposable
{
    private readonly BlobService _service;
    private readonly BlobReading _reading;
    private readonly BlobListing _listing;
    private readonly BlobWriting _writing;
    private readonly UploadSweep _sweep;
    private readonly AzureLakeAddress _address;

    /// <summary>Opens the lake at an address; nothing is sent before the first call.</summary>
    /// <param name="address">The account.</param>
    /// <param name="options">How; by default what <see cref="AzureLakeOptions"/> says of each.</param>
    /// <exception cref="LakeException">An option is out of its range, or the credential would be sent unencrypted.</exception>
    public BlobLakeStore(AzureLakeAddress address, AzureLakeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        _address = address;
        _service = new BlobService(address, (options ?? new AzureLakeOptions()).Require());
        (_reading, _listing, _writing, _sweep) = (new BlobReading(_service), new BlobListing(_service), new BlobWriting(_service), new UploadSweep(_service));
    }

    /// <inheritdoc/>
    public Uri Address => _address.ToUri();

    /// <inheritdoc/>
    public LakeCapabilities Capabilities => LakeCapabilities.None;

    /// <inheritdoc/>
    public Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken = default) => _reading.FindAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) => _reading.OpenAsync(path, offset, length, cancellationToken);

    /// <inheritdoc/>
    public Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _writing.PutAsync(path, content, condition, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ILakeUpload> OpenUploadAsync(LakePath path, string tag, CancellationToken cancellationToken = default) => BlobUpload.OpenAsync(_service, _writing, _sweep, path, tag, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, CancellationToken cancellationToken = default) => _listing.ListAsync(prefix, cancellationToken);

    /// <inheritdoc/>
    public Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken = default) => _listing.ListLevelAsync(prefix, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(LakePath path, CancellationToken cancellationToken = default)
    {
        var blob = _service.BlobOf(path);
        return _service.CallAsync(path, async () => (await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken)).Value, cancellationToken);
    }

    /// <summary>Lets go of what the store holds; its connections are shared and stay.</summary>
    public void Dispose() => _writing.Dispose();
}
