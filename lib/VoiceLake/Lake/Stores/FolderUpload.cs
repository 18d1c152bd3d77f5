using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Lake;

/// <summary>An upload kept as one file under the work folder: named by the object's path, headed by its tag.</summary>
internal sealed class FolderUpload : ILakeUpload
{
    private readonly FolderPaths _paths;
    private readonly LakePath _path;
    private readonly string _data;
    private FileStream? _file;

    private FolderUpload(FolderPaths paths, LakePath path, string data, FileStream file)
    {
        (_paths, _path, _data, _file) = (paths, path, data, file);
    }

    /// <inheritdoc/>
    public long Length => Open.Length;

    private FileStream Open => _file ?? throw new ObjectDisposedException(nameof(ILakeUpload), $"The upload of '{_path}' is committed or closed: open it again.");

    public static async Task<FolderUpload> OpenAsync(FolderPaths paths, WorkFolder work, LakePath path, string tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tag);
        paths.FileOf(path);
        work.Sweep();
        Directory.CreateDirectory(work.Uploads);

        // The path names a pair of files and the tag stands in the name of the bytes: a new tag leaves none of the old ones.
        var key = Hash(path.ToString());
        var data = Path.Combine(work.Uploads, $"{key}.{Hash(tag)}");
        FileStream file;
        try
        {
            file = new FileStream(data, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.Asynchronous);
        }
        catch (IOException error) when (File.Exists(data))
        {
            throw new LakeException($"'{path}' is being uploaded by another run: wait for it, or end it.", error);
        }

        foreach (var other in Directory.EnumerateFiles(work.Uploads, key + ".*").Where(other => other != data))
        {
            File.Delete(other);
        }

        file.Seek(0, SeekOrigin.End);
        await Task.CompletedTask.WaitAsync(cancellationToken);
        return new FolderUpload(paths, path, data, file);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream>(new HandleStream(Open.SafeFileHandle, Open.Length));

    /// <inheritdoc/>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => await Open.WriteAsync(bytes, cancellationToken);

    /// <inheritdoc/>
    public async Task<LakeObject> CommitAsync(PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default)
    {
        var file = Open;
        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
        _file = null;
        var committed = _paths.Publish(_path, _data, condition);
        return committed;
    }

    /// <inheritdoc/>
    public Task DiscardAsync(CancellationToken cancellationToken = default)
    {
        Open.SetLength(0);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_file is { } file)
        {
            _file = null;
            await file.DisposeAsync();
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
}
