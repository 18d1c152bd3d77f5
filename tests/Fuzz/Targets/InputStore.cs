using System.Runtime.CompilerServices;
using VoiceLake.Lake;

namespace VoiceLake.Fuzz.Targets;

/// <summary>A lake in memory that only reads: the objects that one input is taken for.</summary>
internal sealed class InputStore(IReadOnlyDictionary<string, byte[]> objects) : ILakeStore
{
    private static readonly DateTimeOffset Written = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Uri Address { get; } = new("file:///input/");

    public LakeCapabilities Capabilities => LakeCapabilities.None;

    public Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken = default) =>
        Task.FromResult(objects.TryGetValue(path.ToString(), out var bytes) ? Described(path, bytes) : null);

    public Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) =>
        objects.TryGetValue(path.ToString(), out var bytes)
            ? Task.FromResult<Stream>(new MemoryStream(bytes, (int)offset, (int)(length ?? bytes.Length - offset), writable: false))
            : throw new LakeObjectNotFoundException(path);

    public async IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var (name, bytes) in objects.Where(found => found.Key.StartsWith(prefix.ToString(), StringComparison.Ordinal)).OrderBy(found => found.Key, StringComparer.Ordinal))
        {
            yield return Described(LakePath.Parse(name), bytes);
        }
    }

    public Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<ILakeUpload> OpenUploadAsync(LakePath path, string tag, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(LakePath path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private static LakeObject Described(LakePath path, byte[] bytes) => new(path, bytes.Length, $"{bytes.Length}", Written);
}
