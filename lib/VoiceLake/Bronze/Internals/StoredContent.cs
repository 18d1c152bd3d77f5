using System.Security.Cryptography;
using VoiceLake.Lake;

namespace VoiceLake.Bronze.Internals;

/// <summary>What an object of the lake really holds.</summary>
internal static class StoredContent
{
    /// <summary>The checksum of an object's bytes, in lower-case hexadecimal.</summary>
    public static async Task<string> Sha256Async(ILakeStore store, LakePath path, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenReadAsync(path, cancellationToken: cancellationToken);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }
}
