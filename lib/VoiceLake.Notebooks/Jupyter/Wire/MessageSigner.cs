using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Notebooks.Jupyter.Wire;

/// <summary>Signs the four JSON parts of a message.</summary>
internal sealed class MessageSigner(string scheme, string key)
{
    public static readonly IReadOnlyList<string> Schemes = ["hmac-sha256", "hmac-sha384", "hmac-sha512", "hmac-sha1"];

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly HashAlgorithmName _algorithm = new(scheme["hmac-".Length..].ToUpperInvariant());

    /// <summary>The signature in lower-case hexadecimal; empty when there is no key.</summary>
    public byte[] Sign(params ReadOnlySpan<byte[]> parts)
    {
        if (_key.Length == 0)
        {
            return [];
        }

        using var hash = IncrementalHash.CreateHMAC(_algorithm, _key);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether a signature is the right one, compared in a time that tells nothing.</summary>
    public bool Verify(byte[] signature, params ReadOnlySpan<byte[]> parts) => _key.Length == 0 || CryptographicOperations.FixedTimeEquals(signature, Sign(parts));
}
