namespace VoiceLake.Lake;

/// <summary>The objects of one lake, wherever they lie: a folder here, Blob or ADLS Gen2 in Azure.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public interface ILakeStore
{
    /// <summary>The lake's URI.</summary>
    Uri Address { get; }

    /// <summary>What this store can do beyond what every store does.</summary>
    LakeCapabilities Capabilities { get; }

    /// <summary>What is known of an object, or null where there is none.</summary>
    Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken = default);

    /// <summary>Opens <paramref name="length"/> bytes from <paramref name="offset"/> (to the end when null).</summary>
    /// <remarks>All bytes are of the version that stood there at the opening; a store that cannot hold on to it throws <see cref="LakeObjectChangedException"/> while reading.</remarks>
    /// <exception cref="LakeObjectNotFoundException">There is no such object.</exception>
    Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default);

    /// <summary>Writes an object atomically: readers see the old content or the new, never a part.</summary>
    /// <exception cref="LakeObjectExistsException"><paramref name="condition"/> is <see cref="PutCondition.IfAbsent"/> and the object exists.</exception>
    Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default);

    /// <summary>Begins, or takes up again, an upload that survives the end of the process and is invisible until committed.</summary>
    /// <param name="path">Where the object will stand.</param>
    /// <param name="tag">What the bytes belong to, such as the source's ETag; bytes kept under another tag are discarded.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="LakeUploadBusyException">Another run holds this upload.</exception>
    Task<ILakeUpload> OpenUploadAsync(LakePath path, string tag, CancellationToken cancellationToken = default);

    /// <summary>Every object whose name starts with <paramref name="prefix"/>, by ordinal name.</summary>
    IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, CancellationToken cancellationToken = default);

    /// <summary>The objects and prefixes directly below <paramref name="prefix"/>, split at slashes.</summary>
    Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken = default);

    /// <summary>Deletes an object; false where there was none.</summary>
    Task<bool> DeleteAsync(LakePath path, CancellationToken cancellationToken = default);
}
