using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.Silver.Archives;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>The body of an answer: fails where it ends before all came that the head promised, and ends the answer with itself.</summary>
internal sealed class HttpBody(HttpPlace place, HttpResponseMessage response, Stream content) : ReadOnlyStream
{
    private readonly long? _promised = response.Content.Headers.ContentLength;
    private long _came;

    public static async Task<HttpBody> OpenAsync(HttpPlace place, HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(place, response, await response.Content.ReadAsStreamAsync(cancellationToken));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Checked(content.Read(buffer), buffer.Length);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Cut(e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Checked(await content.ReadAsync(buffer, cancellationToken), buffer.Length);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Cut(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            response.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Checked(int read, int asked)
    {
        _came += read;
        return read > 0 || asked == 0 || _promised is null || _promised == _came ? read
            : throw new WorkException(HttpReading.Failed, $"'{place}' promised {_promised} bytes and sent {_came}: run again.");
    }

    private WorkException Cut(Exception cause) =>
        new(HttpReading.Failed, $"the connection to '{place}' was cut after {_came} bytes{(_promised is null ? "" : $" of {_promised}")}: run again.", cause);
}
