using VoiceLake.Lake;

namespace VoiceLake.Benchmarks.Upload;

/// <summary>Puts the files of a folder into a lake, several at a time.</summary>
internal static class UploadWork
{
    private const int AtATime = 16;

    /// <summary>How many were put.</summary>
    public static async Task<int> PutAsync(string lake, string folder, CancellationToken ct)
    {
        var store = DataLake.Open(lake).Store;
        var files = Directory.GetFiles(folder);
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct }, async (file, cancel) =>
        {
            await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await store.PutAsync(new LakePath(LakeContainers.Bronze, Path.GetFileName(file)), content, cancellationToken: cancel);
        });
        return files.Length;
    }
}
