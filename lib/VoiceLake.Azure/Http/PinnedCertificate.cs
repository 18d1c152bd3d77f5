using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;

namespace VoiceLake.Azure.Http;

/// <summary>A transport that trusts one certificate and no other.</summary>
internal static class PinnedCertificate
{
    public static HttpPipelineTransport Transport(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        var pinned = certificate.RawData;
        return new HttpClientTransport(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(pinned),
            },
        });
    }
}
