using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VoiceLake.DataFactory.Serving.Security;

/// <summary>A certificate for localhost and 127.0.0.1 that vouches for itself: clients trust it by pinning it.</summary>
internal static class LoopbackCertificate
{
    public const string FileName = "loopback.pfx";

    private const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The certificate kept in a folder, or a new one where there is none, it has expired, or no folder is given.</summary>
    /// <exception cref="IOException">The kept file is no certificate, or others may read it.</exception>
    public static X509Certificate2 Open(string? folder, DateTimeOffset now)
    {
        if (folder is null)
        {
            return Load(Make(now));
        }

        var path = Path.Combine(folder, FileName);
        if (File.Exists(path) && Kept(path) is { } kept)
        {
            if (kept.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(1))
            {
                return kept;
            }

            kept.Dispose();
        }

        return Load(Keep(folder, path, Make(now)));
    }

    private static X509Certificate2 Kept(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OnlyMe) != 0)
        {
            throw new IOException($"'{path}' holds a private key and others may read it: delete it, a new one is made, or chmod 600 it.");
        }

        try
        {
            return Load(File.ReadAllBytes(path));
        }
        catch (CryptographicException e)
        {
            throw new IOException($"'{path}' is no certificate: delete it, a new one is made.", e);
        }
    }

    private static byte[] Keep(string folder, string path, byte[] content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OnlyMe | UnixFileMode.UserExecute);
            options.UnixCreateMode = OnlyMe;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
        }

        File.Move(temporary, path, overwrite: true);
        return content;
    }

    private static byte[] Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost, O=VoiceLake loopback", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(397));
        return certificate.Export(X509ContentType.Pkcs12);
    }

    // Read back from PKCS #12: on Windows a key that was never stored cannot serve TLS.
    private static X509Certificate2 Load(byte[] content) => X509CertificateLoader.LoadPkcs12(content, password: null, X509KeyStorageFlags.Exportable);
}
