using System.Security.Cryptography;

namespace VoiceLake.Lake.Copying;

/// <summary>Compares and sums up what objects hold.</summary>
internal static class ObjectContent
{
    public static async Task<byte[]> Sha256Async(ILakeStore store, LakePath path, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenReadAsync(path, cancellationToken: cancellationToken);
        return await SHA256.HashDataAsync(stream, cancellationToken);
    }

    public static async Task<bool> EqualsAsync(ILakeStore one, ILakeStore other, LakePath path, CancellationToken cancellationToken)
    {
        var (hash, otherHash) = (await Sha256Async(one, path, cancellationToken), await Sha256Async(other, path, cancellationToken));
        return hash.AsSpan().SequenceEqual(otherHash);
    }
}
