using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.DataFactory.Serving.Security;

/// <summary>The one token that is good here.</summary>
internal sealed class BearerToken
{
    private const string Scheme = "Bearer ";
    private readonly byte[] _hash;

    public BearerToken(string? text)
    {
        Text = text ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        if (Text.Length < 16 || Text.Any(letter => letter is <= ' ' or > '~'))
        {
            throw new ArgumentException("The token is too weak or cannot stand in a header: give at least 16 letters, digits and signs of ASCII, without blanks.", nameof(text));
        }

        _hash = HashOf(Text);
    }

    public string Text { get; }

    /// <summary>Whether an Authorization header bears it; the time it takes does not tell how much of a wrong one is right.</summary>
    public bool IsIn(string? header) =>
        header is not null
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(HashOf(header[Scheme.Length..].Trim()), _hash);

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
