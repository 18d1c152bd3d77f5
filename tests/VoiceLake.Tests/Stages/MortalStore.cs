using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Stages;

/// <summary>The end of a process, whenever it likes.</summary>
internal sealed class PowerCutException : Exception;

/// <summary>A store that dies after so many commits.</summary>
internal sealed class MortalStore(ILakeStore inner, int commits) : StoreInFront(inner)
{
    private int _commits;

    public override Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default) =>
        path.Name.Contains("/_delta_log/", StringComparison.Ordinal) && ++_commits > commits ? throw new PowerCutException() : base.PutAsync(path, content, condition, cancellationToken);
}

/// <summary>Accidents that befall a lake.</summary>
internal static class LostCommits
{
    /// <summary>Takes away the newest commit of a table, as a disk that was restored or a hand that slipped would.</summary>
    public static void TakeNewest(TemporaryFolder folder, string lake, string table)
    {
        var parts = table.Split('.');
        File.Delete(Directory.GetFiles(folder.PathOf(Path.Combine(lake, parts[0], "tables", parts[1], "_delta_log")), "*.json").Max(StringComparer.Ordinal)!);
    }
}
