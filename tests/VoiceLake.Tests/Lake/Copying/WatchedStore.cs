using VoiceLake.Lake;

namespace VoiceLake.Tests.Lake.Copying;

/// <summary>A folder's store that writes down what is done to it, and does what a test asks at each write.</summary>
internal sealed class WatchedStore(FolderLakeStore inner) : ILakeStore
{
    private readonly Lock _lock = new();

    /// <summary>Objects in the order in which they became visible.</summary>
    public List<LakePath> Written { get; } = [];

    /// <summary>Objects in the order in which they were deleted.</summary>
    public List<LakePath> Deleted { get; } = [];

    /// <summary>Bytes appended to uploads.</summary>
    public long Appended { get; private set; }

    /// <summary>Called before an object is put, or a piece appended.</summary>
    public Action<LakePath> BeforeWrite { get; set; } = _ => { };

    /// <summary>Called once an object was put.</summary>
    public Action<LakePath> AfterWrite { get; set; } = _ => { };

    /// <summary>Called once an object was opened.</summary>
    public Action<LakePath> AfterRead { get; set; } = _ => { };

    public Uri Address => inner.Address;

    public LakeCapabilities Capabilities => inner.Capabilities;

    public Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken = default) => inner.FindAsync(path, cancellationToken);

    public async Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default)
    {
        var stream = await inner.OpenReadAsync(path, offset, length, cancellationToken);
        AfterRead(path);
        return stream;
    }

    public async Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default)
    {
        BeforeWrite(path);
        var put = await inner.PutAsync(path, content, condition, cancellationToken);
        Note(Written, path);
        AfterWrite(path);
        return put;
    }

    public async Task<ILakeUpload> OpenUploadAsync(LakePath path, string tag, CancellationToken cancellationToken = default) =>
        new Upload(this, path, await inner.OpenUploadAsync(path, tag, cancellationToken));

    public IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

    public Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken = default) => inner.ListLevelAsync(prefix, cancellationToken);

    public Task<bool> DeleteAsync(LakePath path, CancellationToken cancellationToken = default)
    {
        Note(Deleted, path);
        return inner.DeleteAsync(path, cancellationToken);
    }

    private void Note(List<LakePath> paths, LakePath path)
    {
        lock (_lock)
        {
            paths.Add(path);
        }
    }

    private sealed class Upload(WatchedStore store, LakePath path, ILakeUpload inner) : ILakeUpload
    {
        public long Length => inner.Length;

        public Task<Stream> OpenReadAsync(CancellationToken cancellationToken = default) => inner.OpenReadAsync(cancellationToken);

        public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
        {
            store.BeforeWrite(path);
            await inner.AppendAsync(bytes, cancellationToken);
            store.Appended += bytes.Length;
        }

        public async Task<LakeObject> CommitAsync(PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default)
        {
            var put = await inner.CommitAsync(condition, cancellationToken);
            store.Note(store.Written, path);
            return put;
        }

        public Task DiscardAsync(CancellationToken cancellationToken = default) => inner.DiscardAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
