using System.Globalization;

namespace VoiceLake.Tests.Support.Dfs.Tree;

/// <summary>A storage account with hierarchical namespace: its file systems, and the one lock under which every operation is done whole.</summary>
internal sealed class DfsAccount(string name, byte[] key, TimeProvider time)
{
    private long _writes = 0x8DF0000000000L;

    public string Name { get; } = name;

    public byte[] Key { get; } = key;

    public Lock Gate { get; } = new();

    public SortedDictionary<string, DfsFileSystem> FileSystems { get; } = new(StringComparer.Ordinal);

    /// <summary>Every write gets another entity tag.</summary>
    public string NextETag() => string.Create(CultureInfo.InvariantCulture, $"\"0x{Interlocked.Increment(ref _writes):X}\"");

    /// <summary>The time, in whole seconds as HTTP has it.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

    public DateTimeOffset ExactNow => time.GetUtcNow();

    public DfsFileSystem Require(string fileSystem) => FileSystems.GetValueOrDefault(fileSystem) ?? throw DfsError.FilesystemNotFound;
}
