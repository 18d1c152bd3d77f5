using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VoiceLake.Bronze;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

/// <summary>A source whose certificate proves nothing is not read, and the message says why and what helps.</summary>
public class InsecureSourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", -1, 1, "UntrustedRoot")]
    [InlineData("127.0.0.1", -30, -1, "NotTimeValid")]
    [InlineData("127.0.0.1", 1, 30, "NotTimeValid")]
    [InlineData("corpus.example", -1, 1, "RemoteCertificateNameMismatch")]
    public async Task A_certificate_that_proves_nothing_is_refused_at_once(string host, int fromDay, int toDay, string why)
    {
        using var certificate = Certificate(host, fromDay, toDay);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(listener, certificate, stop.Token);

        var error = await Should.ThrowAsync<SubmissionSourceException>(
            () => SubmissionSource.Open($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/corpus/").ListAsync(new BronzeOptions { RetryDelay = TimeSpan.Zero }, Token));
        await stop.CancelAsync();
        var connections = await serving;

        error.Message.ShouldContain("could not be read (source-insecure: ");
        error.Message.ShouldContain(why);
        error.Message.ShouldEndWith(BronzeRules.Insecure.Remedy);
        error.Message.ShouldNotContain("\n");
        connections.ShouldBe(1, "another try would not help");
        AttackLedger.Withstood("source", "a TLS certificate that is expired, not yet valid, of another host or self-signed", 1, "refused at once, one line with the reason and the remedy");
    }

    [Fact]
    public async Task A_port_that_speaks_no_tls_is_said()
    {
        await using var plain = new ScriptedServer(_ => new Answer(200));

        // A greeting in TLS is no head of a request: the server waits for more until the client gives up.
        var options = new BronzeOptions { ResponseTimeout = TimeSpan.FromMilliseconds(300), ConnectTimeout = TimeSpan.FromMilliseconds(300), MaxRetries = 0 };
        var error = await Should.ThrowAsync<SubmissionSourceException>(() => SubmissionSource.Open($"https://127.0.0.1:{plain.Address.Port}/").ListAsync(options, Token));

        error.Message.ShouldContain($"https://127.0.0.1:{plain.Address.Port}/");
        plain.Requests.ShouldBeEmpty();
        AttackLedger.Withstood("source", "a port that speaks no TLS", 1, "an error by name within the time-out");
    }

    private static async Task<int> ServeAsync(TcpListener listener, X509Certificate2 certificate, CancellationToken stop)
    {
        var connections = 0;
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                // Counted here: the client may be gone, and the test at its end, before the handshake is over on this side.
                connections++;
                await using var secure = new SslStream(client.GetStream());
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
                await secure.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
            }
            catch (OperationCanceledException)
            {
                return connections;
            }
            catch (Exception error) when (error is IOException or AuthenticationException)
            {
                // The client has seen the certificate and gone.
            }
        }
    }

    private static X509Certificate2 Certificate(string host, int fromDay, int toDay)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(fromDay), DateTimeOffset.UtcNow.AddDays(toDay));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
