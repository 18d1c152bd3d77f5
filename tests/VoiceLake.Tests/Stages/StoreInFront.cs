using VoiceLake.Lake;

namespace VoiceLake.Tests.Stages;

/// <summary>A store in front of another, which does all that a test does not change.</summary>
internal abstract class StoreInFront(ILakeStore inner) : ILakeStore
{
    public Uri Address => inner.Address;

    public LakeCapabilities Capabilities => inner.Capabilities;

    public virtual Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken = default) => inner.FindAsync(path, cancellationToken);

    public virtual Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) => inner.OpenReadAsync(path, offset, length, cancellationToken);

    public virtual Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default) => inner.PutAsync(path, content, condition, cancellationToken);

    public Task<ILakeUpload> OpenUploadAsync(LakePath path, string tag, CancellationToken cancellationToken = default) => inner.OpenUploadAsync(path, tag, cancellationToken);

    public IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

    public Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken = default) => inner.ListLevelAsync(prefix, cancellationToken);

    public Task<bool> DeleteAsync(LakePath path, CancellationToken cancellationToken = default) => inner.DeleteAsync(path, cancellationToken);
}

/// <summary>A store that counts what is read below a prefix.</summary>
internal sealed class CountingStore(ILakeStore inner, string prefix) : StoreInFront(inner)
{
    private long _opened;
    private long _bytesRead;

    public long Opened => _opened;

    public long BytesRead => _bytesRead;

    public override async Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default)
    {
        var stream = await base.OpenReadAsync(path, offset, length, cancellationToken);
        if (!path.ToString().StartsWith(prefix, StringComparison.Ordinal))
        {
            return stream;
        }

        Interlocked.Increment(ref _opened);
        return new CountingStream(stream, count => Interlocked.Add(ref _bytesRead, count));
    }

    private sealed class CountingStream(Stream inner, Action<int> count) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            count(read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int length) => Read(buffer.AsSpan(offset, length));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            count(read);
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int length) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
