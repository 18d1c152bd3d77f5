using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VoiceLake.Tests.Bronze;

/// <summary>A server on loopback that answers as a test says, down to the byte and the way the connection ends: one request a connection.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<ScriptedRequest, Answer> _script;
    private readonly Task _accepting;

    public ScriptedServer(Func<ScriptedRequest, Answer> script)
    {
        _script = script;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public ConcurrentQueue<ScriptedRequest> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            if (await ReadHeadAsync(stream) is not { } request)
            {
                return;
            }

            request = request with { Number = Requests.Count(earlier => earlier.Path == request.Path) + 1 };
            Requests.Enqueue(request);
            var answer = _script(request);
            if (answer.Status > 0)
            {
                await stream.WriteAsync(answer.Bytes(request.Method == "HEAD"), _end.Token);
            }

            while (answer.Endless)
            {
                await stream.WriteAsync(answer.Body, _end.Token);
            }

            if (answer.Ending == Ending.Reset)
            {
                client.Client.Close(0);
            }
            else if (answer.Ending == Ending.StayOpen)
            {
                await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, _end.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<ScriptedRequest?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var start = lines[0].Split(' ');
        return new ScriptedRequest(start[0], start[1], lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase));
    }
}

internal sealed record ScriptedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The how manyth request for this path, from 1.</summary>
    public int Number { get; init; }

    public string? this[string header] => Headers.GetValueOrDefault(header);
}

internal enum Ending
{
    Close,
    Reset,
    StayOpen,
}

internal enum Framing
{
    Length,
    Chunks,
    Connection,
}

/// <summary>An answer: a status (0: none at all), headers in the form <c>Name: value</c>, a body, and how much of it comes.</summary>
internal sealed record Answer(int Status, byte[]? Body = null, params string[] Headers)
{
    public Framing Framing { get; init; } = Framing.Length;

    public int? CutAfter { get; init; }

    /// <summary>Whether the body comes again and again until the client goes away; for one that ends with its connection.</summary>
    public bool Endless { get; init; }

    public Ending Ending { get; init; } = Ending.Close;

    public byte[] Bytes(bool headOnly)
    {
        var body = Body ?? [];
        var framing = Framing switch
        {
            Framing.Length => string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n"),
            Framing.Chunks => "Transfer-Encoding: chunked\r\n",
            _ => "",
        };
        var headers = string.Concat(Headers.Select(header => header + "\r\n"));
        var date = Headers.Any(header => header.StartsWith("Date:", StringComparison.Ordinal)) ? "" : "Date: Mon, 23 Nov 2026 12:00:00 GMT\r\n";
        var head = Encoding.Latin1.GetBytes($"HTTP/1.1 {Status} Scripted\r\n{framing}{date}{headers}Connection: close\r\n\r\n");
        var sent = body.AsSpan(0, CutAfter ?? body.Length).ToArray();
        return headOnly ? head
            : Framing != Framing.Chunks ? [.. head, .. sent]
            : [.. head, .. Encoding.Latin1.GetBytes($"{body.Length:x}\r\n"), .. sent, .. CutAfter is null ? "\r\n0\r\n\r\n"u8 : []];
    }
}
