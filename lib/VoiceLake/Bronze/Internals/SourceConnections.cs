using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace VoiceLake.Bronze.Internals;

/// <summary>The connections of one run: those to where the user points, and those to where a source points.</summary>
internal sealed class SourceConnections(BronzeOptions options) : IDisposable
{
    private readonly HttpClient _given = Make(options, null);

    // A pool of its own, so that no connection is taken up that was opened without the look at its address.
    private readonly HttpClient _guarded = Make(options, (context, cancellationToken) => context.DnsEndPoint.Host == context.InitialRequestMessage.RequestUri?.IdnHost
        ? OpenNetwork.ConnectAsync(context.DnsEndPoint, cancellationToken)
        : ConnectToProxyAsync(context.DnsEndPoint, cancellationToken));

    /// <summary>What may ask for an address: the host that the user gave is asked whatever it is, and a private one may lead to others.</summary>
    /// <param name="given">The address that the user gave.</param>
    /// <param name="address">The address to ask now.</param>
    /// <param name="cancellationToken">Stops the look-up of the given host.</param>
    /// <exception cref="TransferException">The given host lies in the open network and the address does not.</exception>
    public async Task<HttpClient> ForAsync(Uri given, Uri address, CancellationToken cancellationToken)
    {
        if (address.IdnHost == given.IdnHost || !await OpenNetwork.HoldsAsync(given, cancellationToken))
        {
            return _given;
        }

        return !IPAddress.TryParse(address.DnsSafeHost, out var literal) || OpenNetwork.Holds(literal) ? _guarded : throw OpenNetwork.Refuse(address.Authority);
    }

    public void Dispose()
    {
        _given.Dispose();
        _guarded.Dispose();
    }

    private static HttpClient Make(BronzeOptions options, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect)
    {
        var http = new HttpClient(new SocketsHttpHandler
        {
            // Followed by the caller: the built-in way fails on a Location that is no URL.
            AllowAutoRedirect = false,
            // Bytes are kept as they came: an archive that a server calls "Content-Encoding: x-gzip" must not be unpacked on the way.
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = connect,
            ConnectTimeout = options.ConnectTimeout,
            // One for each copy, and one more each for the question about its length.
            MaxConnectionsPerServer = 2 * options.Parallelism,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("VoiceLake", "0.1"));
        return http;
    }

    /// <summary>Connects to a proxy that the machine's settings name: it looks up the target itself, and what it may reach is its own matter.</summary>
    private static async ValueTask<Stream> ConnectToProxyAsync(DnsEndPoint proxy, CancellationToken cancellationToken) => await OpenNetwork.OpenAsync(socket => socket.ConnectAsync(proxy, cancellationToken));
}
