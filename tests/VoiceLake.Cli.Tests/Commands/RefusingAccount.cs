using System.Net;

namespace VoiceLake.Cli.Tests.Commands;

/// <summary>A storage account on loopback whose signature allows reading, and listing where a test says so, and in which nothing lies.</summary>
internal sealed class RefusingAccount : IAsyncDisposable
{
    private const string EmptyList = """<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs></Blobs><NextMarker /></EnumerationResults>""";
    private readonly HttpListener _listener;
    private readonly Task _serving;

    private RefusingAccount(HttpListener listener, int port, bool lists) => (_listener, Port, _serving) = (listener, port, ServeAsync(listener, lists));

    public int Port { get; }

    /// <summary>Starts it at a port that is free.</summary>
    public static async Task<RefusingAccount> StartAsync(bool lists = true)
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 60_000);
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return new RefusingAccount(listener, port, lists);
            }
            catch (HttpListenerException)
            {
                // Taken: another.
                await Task.Yield();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private static async Task ServeAsync(HttpListener listener, bool lists)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                Answer(context, lists);
                context.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // Stopped, or the client went away.
            }
        }
    }

    private static void Answer(HttpListenerContext context, bool lists)
    {
        var isList = context.Request.HttpMethod == "GET" && context.Request.QueryString["comp"] == "list";
        if (isList && lists)
        {
            context.Response.ContentType = "application/xml";
            context.Response.OutputStream.Write(System.Text.Encoding.UTF8.GetBytes(EmptyList));
            return;
        }

        var isRead = !isList && context.Request.HttpMethod is "GET" or "HEAD";
        context.Response.StatusCode = isRead ? 404 : 403;
        context.Response.Headers["x-ms-error-code"] = isRead ? "BlobNotFound" : "AuthorizationPermissionMismatch";
    }
}
