using VoiceLake.Azure.Storage.Dfs;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>A lake in an ADLS Gen2 account: one file system a container, one file an object, with real folders and access control lists.</summary>
/// <remarks>
/// Notebook: 00-setup
/// <para>Unfinished writes lie under the hidden folder <c>.voicelake</c> of their container and take their objects' names by atomic rename, so the account
/// needs hierarchical namespace. A file gets the default access control entries of the folder it is made in, and that is the hidden one: set default entries
/// on the container's root, before the first write, where all files of a container are to have them.</para>
/// <para>It is tested against a server of this project that Microsoft's own client passes too; nothing has run on real Azure.</para>
/// </remarks>
public sealed class AdlsLakeStore : ILakeStore, IDisposable
{
    private readonly DfsStore _store;

    /// <summary>Opens the lake at an address; nothing is sent before the first call.</summary>
    /// <param name="address">The account, such as <c>abfss://ACCOUNT.dfs.core.windows.net</c>.</param>
    /// <param name="options">How it is read and written; by default as the environment says.</param>
    /// <exception cref="LakeException">The address is of the Blob endpoint, or an option is out of its range.</exception>
    public AdlsLakeStore(AzureLakeAddress address, AzureLakeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        _store = address.Service == AzureLakeService.Dfs
            ? new DfsStore(new DfsService(address, options ?? AzureLakeOptions.FromEnvironment(address)))
            : throw new LakeException($"{address} is a Blob endpoint: use {nameof(BlobLakeStore)} for it, or name the account as abfss://ACCOUNT.dfs.core.windows.net.");
    }

    /// <inheritdoc/>
    public Uri Address => _store.Service.Address.ToUri();

    /// <inheritdoc/>
    public LakeCapabilities Capabilities => LakeCapabilities.AtomicRename | LakeCapabilities.AccessControl | LakeCapabilities.Folders;

    /// <inheritdoc/>
    public Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken = default)
    {
        var file = _store.Service.FileOf(path);
        return _store.Service.CallAsync(path, () => _store.Reading.FindAsync(path, file, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) =>
        _store.Reading.OpenAsync(path, offset, length, cancellationToken);

    /// <inheritdoc/>
    public Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _store.Writing.PutAsync(path, content, condition, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The upload is held by a lease of 15 seconds that is renewed while it is open: one that a killed run leaves can be taken up again when that has run out.</remarks>
    public Task<ILakeUpload> OpenUploadAsync(LakePath path, string tag, CancellationToken cancellationToken = default) => DfsUpload.OpenAsync(_store, path, tag, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, CancellationToken cancellationToken = default) => _store.Listing.ListAsync(prefix, cancellationToken);

    /// <inheritdoc/>
    public Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken = default) => _store.Listing.ListLevelAsync(prefix, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(LakePath path, CancellationToken cancellationToken = default)
    {
        var file = _store.Service.FileOf(path);
        return _store.Service.CallAsync(path, () => _store.Deleting.DeleteFileAsync(file, cancellationToken), cancellationToken);
    }

    /// <summary>Deletes a folder with all that is below it, by as few requests as the service needs; false where there was none.</summary>
    /// <exception cref="LakeException">The path names a whole container.</exception>
    public Task<bool> DeleteFolderAsync(LakePath path, CancellationToken cancellationToken = default) =>
        _store.Service.CallAsync(path, () => _store.Deleting.DeleteFolderAsync(path, cancellationToken), cancellationToken);

    /// <summary>The owner, permissions and access control list of an object or folder; of a container's root for an empty name.</summary>
    /// <exception cref="LakeObjectNotFoundException">There is no such object or folder.</exception>
    public Task<LakeAccessControl> GetAccessControlAsync(LakePath path, CancellationToken cancellationToken = default) =>
        _store.Service.CallAsync(path, () => _store.AccessControl.GetAsync(path, cancellationToken), cancellationToken);

    /// <summary>Replaces the access control list of an object or folder.</summary>
    /// <param name="path">The object or folder; a container's root for an empty name.</param>
    /// <param name="entries">The whole list: the owner, the owning group and the others are in it.</param>
    /// <param name="recursive">Whether all that is below gets the list too; files get it without its default entries.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="LakeObjectNotFoundException">There is no such object or folder.</exception>
    /// <exception cref="LakeAccessException">The identity owns it not and has not the role Storage Blob Data Owner.</exception>
    public Task SetAccessControlAsync(LakePath path, IReadOnlyList<LakeAccessEntry> entries, bool recursive = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return _store.Service.CallAsync(path, () => _store.AccessControl.SetAsync(path, entries, recursive, cancellationToken), cancellationToken);
    }

    /// <summary>Gives back what the store holds in memory.</summary>
    public void Dispose() => _store.Writing.Dispose();
}
