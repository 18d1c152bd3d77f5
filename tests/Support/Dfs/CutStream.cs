using Microsoft.AspNetCore.Http;

namespace VoiceLake.Tests.Support.Dfs;

/// <summary>A body that ends its connection after so many bytes.</summary>
internal sealed class CutStream(HttpContext context, Stream body, int after) : Stream
{
    private int _left = after;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var sent = Math.Min(_left, buffer.Length);
        await body.WriteAsync(buffer[..sent], cancellationToken);
        _left -= sent;
        if (sent < buffer.Length)
        {
            await body.FlushAsync(cancellationToken);
            context.Abort();
            throw new IOException("Cut on purpose.");
        }
    }

    public override void Flush() => body.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => body.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
