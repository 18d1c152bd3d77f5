using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VoiceLake.Tests.Support;

namespace VoiceLake.Azure.Tests.Secrets;

/// <summary>A Key Vault and Microsoft Entra ID on loopback HTTPS: what the SDK sends to their real addresses arrives here.</summary>
internal sealed class VaultServer : IAsyncDisposable
{
    public const string Tenant = "7d1c2a5e-0b7e-4a55-9b5b-9d6f9d1f0c01";
    private const string EntraHost = "login.microsoftonline.com";
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);

    private VaultServer(WebApplication app, X509Certificate2 certificate, string name) => (_app, _certificate, Name) = (app, certificate, name);

    /// <summary>The vault's name, another for each server: the SDK remembers for the whole process what a vault's address asked of it.</summary>
    public string Name { get; }

    /// <summary>Values by name; a change is a new version.</summary>
    public ConcurrentDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that are there and disabled.</summary>
    public ConcurrentDictionary<string, bool> Disabled { get; } = new(StringComparer.Ordinal);

    public string ClientSecret { get; } = SecretLedger.Note(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Whether the client may read secrets.</summary>
    public bool HasRole { get; set; } = true;

    /// <summary>What the vault says its tokens are for.</summary>
    public string Resource { get; set; } = "https://vault.azure.net";

    /// <summary>Requests that came without a token, and with one.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    private int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<VaultServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var name = $"voicelake-{Guid.NewGuid():N}"[..24];
        var certificate = Certificate($"{name}.vault.azure.net");
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var server = new VaultServer(builder.Build(), certificate, name);
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>The SDK's own credential for a registered application, whose requests arrive here.</summary>
    public ClientSecretCredential Credential(string? secret = null)
    {
        var options = new ClientSecretCredentialOptions { Transport = Transport() };
        options.Retry.MaxRetries = 0;
        return new ClientSecretCredential(Tenant, "11111111-2222-4333-8444-555555555555", secret ?? ClientSecret, options);
    }

    public SecretClientOptions Options()
    {
        var options = new SecretClientOptions { Transport = Transport() };
        options.Retry.MaxRetries = 0;
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private HttpClientTransport Transport()
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var pinned = _certificate.RawData;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(pinned);
        return new HttpClientTransport(handler);
    }

    private static X509Certificate2 Certificate(string vaultHost)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=loopback", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(vaultHost);
        names.AddDnsName(EntraHost);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Host.Host == EntraHost ? EntraAsync(context) : VaultAsync(context);

    private async Task EntraAsync(HttpContext context)
    {
        if (context.Request.Path == "/common/discovery/instance")
        {
            await context.Response.WriteAsJsonAsync(new
            {
                tenant_discovery_endpoint = $"https://{EntraHost}/{Tenant}/v2.0/.well-known/openid-configuration",
                metadata = new[] { new { preferred_network = EntraHost, preferred_cache = EntraHost, aliases = new[] { EntraHost } } },
            });
            return;
        }

        var form = await context.Request.ReadFormAsync();
        if (form["client_secret"] != ClientSecret)
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_client", error_description = "AADSTS7000215: Invalid client secret provided." });
            return;
        }

        var token = SecretLedger.Note(Convert.ToHexString(RandomNumberGenerator.GetBytes(24)));
        _tokens[token] = form["scope"].ToString();
        await context.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = 3_600, access_token = token });
    }

    private Task VaultAsync(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString();
        Requests.Enqueue(token.Length == 0 ? "without token" : "with token");
        if (!token.StartsWith("Bearer ", StringComparison.Ordinal) || !_tokens.TryGetValue(token["Bearer ".Length..], out var scope) || !scope.Contains("https://vault.azure.net/.default", StringComparison.Ordinal))
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://{EntraHost}/{Tenant}\", resource=\"{Resource}\"";
            return Error(context, 401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.");
        }

        var name = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[1];
        return !HasRole ? Error(context, 403, "Forbidden", "Caller is not authorized to perform action on resource. Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'", "ForbiddenByRbac")
            : Disabled.ContainsKey(name) ? Error(context, 403, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled")
            : Values.TryGetValue(name, out var value) ? context.Response.WriteAsJsonAsync(new { value, id = $"https://{Name}.vault.azure.net/secrets/{name}/{Guid.NewGuid():N}", attributes = new { enabled = true } })
            : Error(context, 404, "SecretNotFound", $"A secret with (name/id) {name} was not found in this key vault.");
    }

    private static Task Error(HttpContext context, int status, string code, string message, string? inner = null)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { code, message, innererror = inner is null ? null : new { code = inner } } });
    }
}
