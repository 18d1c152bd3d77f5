using System.IO.Pipes;
using System.Text;
using System.Text.Json;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>Messages as JSON lines over a pipe; the standard streams stay free for whatever native code and child processes write there.</summary>
internal sealed class MessageChannel : IDisposable
{
    private readonly PipeStream _pipe;
    private readonly StreamReader _reader;
    private readonly Queue<Outgoing> _outbox = new();

    // The queue's lock, and what senders and the writer wait with; a Lock cannot be waited with.
    private readonly object _sending = new();
    private bool _closed;

    public MessageChannel(PipeStream pipe)
    {
        _pipe = pipe;
        _reader = new StreamReader(pipe, new UTF8Encoding(false), false, 64 * 1024);
        new Thread(Write) { IsBackground = true, Name = "notebook messages" }.Start();
    }

    /// <summary>Sends a message and waits until it is written; safe from any thread, also from one that is interrupted meanwhile.</summary>
    /// <exception cref="IOException">The other side has gone.</exception>
    /// <remarks>
    /// A thread of its own writes: an interrupted cell is woken wherever it waits, and in the middle of a line that would leave half a message,
    /// behind which no other could be read.
    /// </remarks>
    public void Send(HostMessage message)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, HostJson.Default.HostMessage);
        var line = new byte[json.Length + 1];
        json.CopyTo(line, 0);
        line[^1] = (byte)'\n';
        var outgoing = new Outgoing(line);
        lock (_sending)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _outbox.Enqueue(outgoing);
            Monitor.PulseAll(_sending);
            while (!outgoing.IsDone)
            {
                Monitor.Wait(_sending);
            }
        }

        if (outgoing.Failure is { } failure)
        {
            throw new IOException("The other side of the notebook's pipe has gone.", failure);
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
        catch (JsonException)
        {
            // Something else writes into the pipe: nothing that follows can be relied on.
            return null;
        }
    }

    public void Dispose()
    {
        lock (_sending)
        {
            _closed = true;
            Monitor.PulseAll(_sending);
        }

        _reader.Dispose();
        _pipe.Dispose();
    }

    private void Write()
    {
        while (Next() is { } outgoing)
        {
            try
            {
                _pipe.Write(outgoing.Line);
                _pipe.Flush();
            }
            catch (Exception e)
            {
                // Whoever sent it is told; this thread serves the next one.
                outgoing.Failure = e;
            }

            lock (_sending)
            {
                outgoing.IsDone = true;
                Monitor.PulseAll(_sending);
            }
        }
    }

    private Outgoing? Next()
    {
        lock (_sending)
        {
            while (_outbox.Count == 0 && !_closed)
            {
                Monitor.Wait(_sending);
            }

            return _outbox.TryDequeue(out var next) ? next : null;
        }
    }

    private sealed class Outgoing(byte[] line)
    {
        public byte[] Line => line;

        public Exception? Failure { get; set; }

        public bool IsDone { get; set; }
    }
}
