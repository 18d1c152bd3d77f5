using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Lake;

/// <summary>An upload kept as one file under the work folder: named by the object's path, headed by its tag.</summary>
internal sealed class FolderUpload : ILakeUpload
{
    // Unix renames and deletes open files, and locks them only for this mode; Windows does so only where deleting is shared.
    private static readonly FileShare Locked = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

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
        // The path names a pair of files and the tag stands in the name of the bytes: a new tag leaves none of the old ones.
        var key = Hash(path.ToString());
        var data = Path.Combine(work.Uploads, $"{key}.{Hash(tag)}");
        try
        {
            work.Sweep();
            var file = await LockAsync(data, path);
            foreach (var other in Directory.EnumerateFiles(work.Uploads, key + ".*").Where(other => other != data))
            {
                DeleteUnlessLocked(other);
            }

            file.Seek(0, SeekOrigin.End);
            await Task.CompletedTask.WaitAsync(cancellationToken);
            return new FolderUpload(paths, path, data, file);
        }
        catch (Exception error) when (FolderFaults.IsFault(error))
        {
            throw FolderFaults.Writing($"{path}", paths.Root, error);
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream>(new HandleStream(Open.SafeFileHandle, Open.Length));

    /// <inheritdoc/>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        try
        {
            await Open.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception error) when (FolderFaults.IsFault(error))
        {
            throw FolderFaults.Writing($"{_path}", _paths.Root, error);
        }
    }

    /// <inheritdoc/>
    public async Task<LakeObject> CommitAsync(PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default)
    {
        var file = Open;
        try
        {
            await file.FlushAsync(cancellationToken);
            file.Flush(flushToDisk: true);
            // The lock is held until the name has changed, so that nobody takes the finished bytes for an upload of theirs.
            var committed = _paths.Publish(_path, _data, condition);
            _file = null;
            await file.DisposeAsync();
            return committed;
        }
        catch (Exception error) when (FolderFaults.IsFault(error))
        {
            throw FolderFaults.Writing($"{_path}", _paths.Root, error);
        }
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
            if (file.Length == 0)
            {
                File.Delete(_data);
            }

            await file.DisposeAsync();
        }
    }

    private static async Task<FileStream> LockAsync(string data, LakePath path)
    {
        for (var attempt = 0; ; attempt++)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(data)!);
            try
            {
                var file = new FileStream(data, FileMode.OpenOrCreate, FileAccess.ReadWrite, Locked, 1, FileOptions.Asynchronous);
                if (File.Exists(data))
                {
                    return file;
                }

                // Another run published or removed it between its opening and its lock: what was opened is no upload any more.
                await file.DisposeAsync();
            }
            catch (IOException error) when (SystemFault.IsHeld(error))
            {
                if (File.Exists(data))
                {
                    throw new LakeUploadBusyException(path, error);
                }

                // Published or removed in the meantime: the name is free.
            }
            catch (DirectoryNotFoundException) when (attempt < 100)
            {
                // Another process took the emptied folder away: make it again.
            }
        }
    }

    private static void DeleteUnlessLocked(string file)
    {
        try
        {
            using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
            }

            File.Delete(file);
        }
        catch (IOException)
        {
            // Another run uploads another version at this moment: which of the two stands in the end, its commit decides.
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
}
