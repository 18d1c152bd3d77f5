using System.Security.Cryptography;

namespace VoiceLake.Tests.Bronze;

internal static class Sha256
{
    public static string Of(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
