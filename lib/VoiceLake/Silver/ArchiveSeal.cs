using System.Security.Cryptography;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Quality;

namespace VoiceLake.Silver;

/// <summary>Compares an archive in the lake with what bronze registered of it, before a byte of it is believed.</summary>
internal static class ArchiveSeal
{
    /// <summary>What is wrong with the archive; null where it is the one that was registered.</summary>
    public static async Task<BrokenSeal?> CheckAsync(ILakeStore store, LakePath path, BronzeSubmission source, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(path, cancellationToken) is null)
        {
            return new BrokenSeal("", new QualityFinding(QualityRules.ArchiveMissing, "archive", $"bronze.submissions names it, but '{path}' is not in the lake."));
        }

        await using var archive = await store.OpenReadAsync(path, cancellationToken: cancellationToken);
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(archive, cancellationToken));
        return found == source.Sha256
            ? null
            : new BrokenSeal(found, new QualityFinding(QualityRules.ArchiveChanged, "archive", $"Its sha256 is {found}, but {source.Sha256} was registered when it was copied."));
    }
}

/// <summary>An archive that is not what bronze registered.</summary>
/// <param name="Sha256">The checksum that was found; empty where there is nothing. Never the registered one, so the archive is tried again by every run until it is mended.</param>
/// <param name="Finding">What to say of it.</param>
internal sealed record BrokenSeal(string Sha256, QualityFinding Finding);
