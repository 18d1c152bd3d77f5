using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VoiceLake.Tests.Support.Dfs.Security;
using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs;

/// <summary>A storage account with hierarchical namespace in memory, behind the DFS REST API on 127.0.0.1; what of the Blob API its clients use is there too.</summary>
internal sealed class DfsServer : IAsyncDisposable
{
    private readonly DfsAccount _account;
    private readonly DfsRouter _router;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentQueue<string> _done = new();
    private WebApplication? _application;

    private DfsServer(DfsServerOptions options)
    {
        _account = new DfsAccount(options.Account, Convert.FromBase64String(SecretLedger.Note(Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)))), options.Time);
        _router = new DfsRouter(_account, options);
        _certificate = options.Https ? MakeCertificate(options.Account) : null;
    }

    /// <summary>The account's address, such as <c>http://127.0.0.1:41234/voicelaketest</c>.</summary>
    public Uri Address { get; private set; } = null!;

    public string Account => _account.Name;

    public string Key => Convert.ToBase64String(_account.Key);

    /// <summary>The token that stands for an identity with all rights.</summary>
    public string Token { get; } = SecretLedger.Note(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    public string CertificatePem => _certificate?.ExportCertificatePem() ?? "";

    /// <summary>Decides what goes wrong with a request: its operation, such as <c>append</c>, its path, and how many came before it.</summary>
    public Func<string, string, int, DfsFault?> Fault { get; set; } = (_, _, _) => null;

    /// <summary>Sees the names of each request's headers.</summary>
    public Action<IEnumerable<string>> Seen { get; set; } = _ => { };

    /// <summary>The operations that were asked for, in order, such as <c>rename silver/a</c>.</summary>
    public IReadOnlyList<string> Operations => [.. _done];

    public static async Task<DfsServer> StartAsync(DfsServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new DfsServer(options ?? new DfsServerOptions());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (server._certificate is { } certificate)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var application = server._application = builder.Build();
        application.Run(server.ServeAsync);
        await application.StartAsync(cancellationToken);
        server.Address = new Uri($"{application.Urls.First()}/{server.Account}");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is { } application)
        {
            await application.DisposeAsync();
        }

        _certificate?.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        context.Response.Headers["x-ms-request-id"] = Guid.NewGuid().ToString();
        foreach (var header in (string[])["x-ms-version", "x-ms-client-request-id"])
        {
            context.Response.Headers[header] = context.Request.Headers[header];
        }

        try
        {
            await ServeAsync(context, new DfsCall(context, _account));
        }
        catch (DfsError error)
        {
            await DfsAnswer.ErrorAsync(context, error);
        }
        catch (IOException)
        {
            // The client went away in the middle of its request: nothing was done.
            context.Abort();
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            // A mistake of this server: a test is to see it.
            await DfsAnswer.ErrorAsync(context, new DfsError(500, "InternalError", error.ToString()));
        }
    }

    private async Task ServeAsync(HttpContext context, DfsCall call)
    {
        Seen(context.Request.Headers.Keys);
        var operation = _router.Find(call);
        var count = _done.Count;
        _done.Enqueue($"{operation.Name} {call.FileSystem}/{call.Path}");
        var fault = Fault(operation.Name, $"{call.FileSystem}/{call.Path}", count);
        await ReadBodyAsync(call);
        if (fault is { CutBefore: true })
        {
            context.Abort();
            return;
        }

        if (fault is { Status: { } status })
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            throw new DfsError(status, status == 503 ? "ServerBusy" : status == 429 ? "TooManyRequests" : "InternalError", "The server is currently unable to receive requests. Please retry your request.");
        }

        AuthorizationCheck.Require(call, Token, operation.Level, operation.Rights);
        Func<Task>? send;
        lock (_account.Gate)
        {
            send = operation.Do(call);
        }

        if (fault is { CutAfter: true })
        {
            await (fault.Meanwhile?.Invoke() ?? Task.CompletedTask);
            context.Abort();
            return;
        }

        if (fault is { CutBody: { } after })
        {
            context.Response.Body = new CutStream(context, context.Response.Body, after);
        }

        await (send?.Invoke() ?? Task.CompletedTask);
    }

    private static async Task ReadBodyAsync(DfsCall call)
    {
        if (call.Request.ContentLength is { } length)
        {
            call.Body = new byte[length];
            await call.Request.Body.ReadExactlyAsync(call.Body);
        }
        else if (call.Method == "PATCH" && call.Query("action") == "append")
        {
            throw new DfsError(411, "MissingContentLengthHeader", "The content length header was not specified.");
        }
    }

    private static X509Certificate2 MakeCertificate(string account)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName($"{account}.dfs.core.windows.net");
        names.AddDnsName($"{account}.blob.core.windows.net");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(7));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
