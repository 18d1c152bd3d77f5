using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>What all runs of one runner share: options, web clients, lakes.</summary>
internal sealed class RunServices(FactoryRunnerOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<string, DataLake> _lakes = new();
    private readonly Lazy<HttpClient> _trusting = new(() => NewClient(validateCertificate: false));

    public FactoryRunnerOptions Options { get; } = options;

    /// <summary>Without a time-out of its own: each work has one, on the runner's clock.</summary>
    public HttpClient Http { get; } = NewClient(validateCertificate: true);

    /// <summary>For <c>enableServerCertificateValidation: false</c> and <c>disableCertValidation: true</c>.</summary>
    public HttpClient HttpWithoutValidation => _trusting.Value;

    public ExpressionOptions Expressions => new() { Time = Options.Time, Random = Options.Random };

    /// <summary>The lake at an address, opened once.</summary>
    public DataLake OpenLake(string address) => _lakes.GetOrAdd(address, DataLake.Open);

    public void Dispose()
    {
        Http.Dispose();
        if (_trusting.IsValueCreated)
        {
            _trusting.Value.Dispose();
        }
    }

    private static HttpClient NewClient(bool validateCertificate)
    {
        var handler = new SocketsHttpHandler
        {
            // Bytes are kept as they came: what a server calls "Content-Encoding: x-gzip" must not be unpacked on the way.
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        if (!validateCertificate)
        {
#pragma warning disable CA5359 // The factory asks for it by name.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("VoiceLake", "0.1"));
        return client;
    }
}
