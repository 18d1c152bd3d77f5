using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>Writes files whose bytes are made on the way, each as a whole or not at all.</summary>
internal static class LakeWriting
{
    private const int BufferBytes = 65_536;

    /// <summary>Writes a file through a stream that is given to <paramref name="write"/>.</summary>
    public static async Task<LakeObject> WriteAsync(LakePlace sink, LakePath target, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        await using var upload = await sink.Lake.Store.OpenUploadAsync(target, "", cancellationToken);
        try
        {
            await upload.DiscardAsync(cancellationToken);
            await using (var stream = new BufferedStream(new UploadStream(upload), BufferBytes))
            {
                await write(stream);
            }

            return await upload.CommitAsync(PutCondition.Overwrite, cancellationToken);
        }
        catch
        {
            // What was made on the way cannot be continued by a later try.
            await upload.DiscardAsync(CancellationToken.None);
            throw;
        }
    }

    private sealed class UploadStream(ILakeUpload upload) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await upload.AppendAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => upload.AppendAsync(buffer.AsMemory(offset, count), cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An upload is written asynchronously.");
    }
}
