namespace VoiceLake.Lake;

/// <summary>An upload in progress: append, then commit. Disposing without a commit keeps the bytes for the next try.</summary>
public interface ILakeUpload : IAsyncDisposable
{
    /// <summary>How many bytes are kept so far.</summary>
    long Length { get; }

    /// <summary>Reads the bytes kept so far, to continue a checksum.</summary>
    Task<Stream> OpenReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds bytes at the end.</summary>
    Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default);

    /// <summary>Makes the object visible, whole, in one step.</summary>
    /// <exception cref="LakeObjectExistsException"><paramref name="condition"/> is <see cref="PutCondition.IfAbsent"/> and the object exists.</exception>
    Task<LakeObject> CommitAsync(PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default);

    /// <summary>Throws the kept bytes away, so that <see cref="Length"/> is 0 again.</summary>
    Task DiscardAsync(CancellationToken cancellationToken = default);
}
