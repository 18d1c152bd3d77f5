using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Stages;

/// <summary>The end of a process, whenever it likes.</summary>
internal sealed class PowerCutException : Exception;

/// <summary>A store that dies after so many commits.</summary>
internal sealed class MortalStore(ILakeStore inner, int commits) : ILakeStore
{
    private int _commits;

    public Uri Address => inner.Address;

    public Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken = default) => inner.FindAsync(path, cancellationToken);

    public Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) => inner.OpenReadAsync(path, offset, length, cancellationToken);

    public Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default) =>
        path.Name.Contains("/_delta_log/", StringComparison.Ordinal) && ++_commits > commits ? throw new PowerCutException() : inner.PutAsync(path, content, condition, cancellationToken);

    public Task<ILakeUpload> OpenUploadAsync(LakePath path, string tag, CancellationToken cancellationToken = default) => inner.OpenUploadAsync(path, tag, cancellationToken);

    public IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

    public Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken = default) => inner.ListLevelAsync(prefix, cancellationToken);

    public Task<bool> DeleteAsync(LakePath path, CancellationToken cancellationToken = default) => inner.DeleteAsync(path, cancellationToken);
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
