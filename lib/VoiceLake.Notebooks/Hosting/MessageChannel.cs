using System.IO.Pipes;
using System.Text;
using System.Text.Json;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>Messages as JSON lines over a pipe; the standard streams stay free for whatever native code and child processes write there.</summary>
internal sealed class MessageChannel : IDisposable
{
    private readonly PipeStream _pipe;
    private readonly StreamReader _reader;
    private readonly Lock _sending = new();

    public MessageChannel(PipeStream pipe)
    {
        _pipe = pipe;
        _reader = new StreamReader(pipe, new UTF8Encoding(false), false, 64 * 1024);
    }

    /// <summary>Sends a message; safe from any thread.</summary>
    /// <exception cref="IOException">The other side has gone.</exception>
    public void Send(HostMessage message)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, HostJson.Default.HostMessage);
        var line = new byte[json.Length + 1];
        json.CopyTo(line, 0);
        line[^1] = (byte)'\n';
        lock (_sending)
        {
            _pipe.Write(line);
            _pipe.Flush();
        }
    }

    /// <summary>The next message; null when the other side has gone.</summary>
    public async Task<HostMessage?> ReceiveAsync(CancellationToken ct = default)
    {
        try
        {
            var line = await _reader.ReadLineAsync(ct);
            return line is null ? null : JsonSerializer.Deserialize(line, HostJson.Default.HostMessage);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // A reset pipe says the same as a closed one: nobody is there any more.
            return null;
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _pipe.Dispose();
    }
}
