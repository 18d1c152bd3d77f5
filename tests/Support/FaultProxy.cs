using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VoiceLake.Tests.Support;

/// <summary>What befalls one request on its way.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It waits a little.</summary>
    Delay,

    /// <summary>The connection breaks before the server has it.</summary>
    CutBefore,

    /// <summary>The connection breaks when the server has half of it.</summary>
    CutRequest,

    /// <summary>The server does it, and the connection breaks before the answer.</summary>
    CutAnswer,

    /// <summary>The server does it, and half of the answer's body comes.</summary>
    TruncateAnswer,

    /// <summary>The server does it and says 500.</summary>
    FailAfter,

    /// <summary>500 instead of the server.</summary>
    Fail,

    /// <summary>503 with Retry-After instead of the server.</summary>
    Busy,

    /// <summary>429 with Retry-After instead of the server.</summary>
    TooMany,
}

/// <summary>Stands on loopback between a client and a server of HTTP/1.1 and harms requests as it is told.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private static readonly TimeSpan DelayTime = TimeSpan.FromMilliseconds(40);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _server;
    private readonly Func<string, Fault> _choose;
    private readonly Task _accepting;
    private int _requests;
    private int _faults;

    /// <summary>Starts the proxy.</summary>
    /// <param name="server">Where the requests go.</param>
    /// <param name="choose">Chooses what befalls a request, by its first line.</param>
    public FaultProxy(IPEndPoint server, Func<string, Fault> choose)
    {
        (_server, _choose) = (server, choose);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many requests came.</summary>
    public int Requests => _requests;

    /// <summary>How many of them were harmed.</summary>
    public int Faults => _faults;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                serving.RemoveAll(task => task.IsCompleted);
                serving.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var here = client;
        using var there = new TcpClient { NoDelay = true };
        here.NoDelay = true;
        try
        {
            await there.ConnectAsync(_server, _stop.Token);
            var (request, answer) = (new HttpReader(here.GetStream(), _stop.Token), new HttpReader(there.GetStream(), _stop.Token));
            while (await request.ReadHeadAsync() is { } head && await PassAsync(head, request, answer, here.GetStream(), there.GetStream()))
            {
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two has gone: so does the other.
        }
    }

    private async Task<bool> PassAsync(string head, HttpReader request, HttpReader answer, NetworkStream client, NetworkStream server)
    {
        var line = head[..head.IndexOf('\r', StringComparison.Ordinal)];
        var body = await request.ReadBodyAsync(head, hasNone: false);
        var fault = _choose(line);
        Interlocked.Increment(ref _requests);
        _ = fault == Fault.None ? 0 : Interlocked.Increment(ref _faults);
        switch (fault)
        {
            case Fault.CutBefore:
                return false;
            case Fault.CutRequest:
                await SendAsync(server, head, body.AsMemory(0, body.Length / 2));
                return false;
            case Fault.Fail:
                return await AnswerAsync(client, "500 Internal Server Error", "");
            case Fault.Busy:
                return await AnswerAsync(client, "503 Service Unavailable", "Retry-After: 0\r\nx-ms-error-code: ServerBusy\r\n");
            case Fault.TooMany:
                return await AnswerAsync(client, "429 Too Many Requests", "Retry-After: 1\r\n");
            case Fault.Delay:
                await Task.Delay(DelayTime, _stop.Token);
                break;
        }

        await SendAsync(server, head, body);
        string answered;
        do
        {
            answered = await answer.ReadHeadAsync() ?? throw new IOException("The server closed the connection.");
        }
        while (answered.StartsWith("HTTP/1.1 1", StringComparison.Ordinal)); // 100 Continue is no answer yet
        var content = await answer.ReadBodyAsync(answered, hasNone: line.StartsWith("HEAD ", StringComparison.Ordinal) || answered.Contains(" 204 ", StringComparison.Ordinal) || answered.Contains(" 304 ", StringComparison.Ordinal));
        switch (fault)
        {
            case Fault.CutAnswer:
                return false;
            case Fault.FailAfter:
                return await AnswerAsync(client, "500 Internal Server Error", "x-ms-error-code: OperationTimedOut\r\n");
            case Fault.TruncateAnswer when content.Length > 1:
                await SendAsync(client, answered, content.AsMemory(0, content.Length / 2));
                return false;
            default:
                await SendAsync(client, answered, content);
                return true;
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream client, string status, string headers)
    {
        await SendAsync(client, $"HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\n\r\n", ReadOnlyMemory<byte>.Empty);
        return true;
    }

    private async Task SendAsync(NetworkStream to, string head, ReadOnlyMemory<byte> body)
    {
        await to.WriteAsync(Encoding.Latin1.GetBytes(head), _stop.Token);
        await to.WriteAsync(body, _stop.Token);
    }

    /// <summary>Reads messages of HTTP/1.1; bodies as they are on the wire, with their chunks.</summary>
    private sealed class HttpReader(NetworkStream stream, CancellationToken cancellationToken)
    {
        private readonly byte[] _buffer = new byte[65_536];
        private int _start;
        private int _end;

        public async Task<string?> ReadHeadAsync()
        {
            var head = new StringBuilder();
            while (await ReadLineAsync() is { } line)
            {
                head.Append(line);
                if (line == "\r\n" && head.Length > 2)
                {
                    return head.ToString();
                }
            }

            return null;
        }

        public async Task<byte[]> ReadBodyAsync(string head, bool hasNone)
        {
            using var body = new MemoryStream();
            if (hasNone)
            {
                return [];
            }

            if (Header(head, "Content-Length") is { } length)
            {
                await CopyAsync(body, int.Parse(length, CultureInfo.InvariantCulture));
            }
            else if (Header(head, "Transfer-Encoding") is not null)
            {
                var size = -1;
                while (size != 0)
                {
                    var line = await ReadLineAsync() ?? throw new IOException("The message ended in the middle.");
                    body.Write(Encoding.Latin1.GetBytes(line));
                    size = int.Parse(line.AsSpan().TrimEnd("\r\n"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    await CopyAsync(body, size + 2);
                }
            }

            return body.ToArray();
        }

        private static string? Header(string head, string name) => head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

        private async Task<string?> ReadLineAsync()
        {
            var line = new StringBuilder();
            while (true)
            {
                if (_start == _end && !await FillAsync())
                {
                    return null;
                }

                var feed = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
                var count = feed < 0 ? _end - _start : feed + 1;
                line.Append(Encoding.Latin1.GetString(_buffer, _start, count));
                _start += count;
                if (feed >= 0)
                {
                    return line.ToString();
                }
            }
        }

        private async Task CopyAsync(MemoryStream to, int count)
        {
            while (count > 0)
            {
                if (_start == _end && !await FillAsync())
                {
                    throw new IOException("The message ended in the middle.");
                }

                var part = Math.Min(count, _end - _start);
                to.Write(_buffer, _start, part);
                (_start, count) = (_start + part, count - part);
            }
        }

        private async Task<bool> FillAsync()
        {
            (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellationToken));
            return _end > 0;
        }
    }
}
