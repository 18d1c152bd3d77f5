using System.Runtime.CompilerServices;

namespace VoiceLake.Lake;

/// <summary>A lake in a folder: one sub-folder a container, one file an object.</summary>
/// <remarks>
/// Notebook: 00-setup
/// <para>Unfinished writes lie under the hidden folder <c>.voicelake</c> beside the containers, on the same volume, and no listing shows them.
/// Symbolic links inside the lake are never followed: what meets one says so.</para>
/// </remarks>
public sealed class FolderLakeStore : ILakeStore
{
    private readonly FolderPaths _paths;
    private readonly WorkFolder _work;

    /// <summary>Opens the lake in <paramref name="root"/>; the folder is made by the first write.</summary>
    /// <param name="root">The lake's folder; relative to the working directory.</param>
    /// <param name="time">The clock that tells which leftovers of killed runs are old; the system's by default.</param>
    public FolderLakeStore(string root, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        _paths = new FolderPaths(Path.GetFullPath(root));
        _work = new WorkFolder(Path.Combine(_paths.Root, WorkFolder.Name), time ?? TimeProvider.System);
    }

    /// <summary>The lake's folder, as a full path.</summary>
    public string Root => _paths.Root;

    /// <inheritdoc/>
    public Uri Address => new(_paths.Root + Path.DirectorySeparatorChar);

    /// <inheritdoc/>
    public LakeCapabilities Capabilities => LakeCapabilities.AtomicRename | LakeCapabilities.Folders;

    /// <inheritdoc/>
    public Task<LakeObject?> FindAsync(LakePath path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(FolderPaths.Describe(path, new FileInfo(_paths.FileOf(path))));
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(LakePath path, long offset = 0, long? length = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var file = new FileStream(_paths.FileOf(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 65_536, FileOptions.Asynchronous);
            return Task.FromResult<Stream>(offset == 0 && length is null ? file : new RangeStream(file, offset, length));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException || (error is UnauthorizedAccessException && Directory.Exists(_paths.FileOf(path))))
        {
            throw new LakeObjectNotFoundException(path);
        }
        catch (Exception error) when (FolderFaults.IsFault(error))
        {
            throw FolderFaults.Reading($"{path}", Root, error);
        }
    }

    /// <inheritdoc/>
    public async Task<LakeObject> PutAsync(LakePath path, Stream content, PutCondition condition = PutCondition.Overwrite, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var target = _paths.FileOf(path);
        if (condition == PutCondition.IfAbsent && File.Exists(target))
        {
            throw new LakeObjectExistsException(path);
        }

        try
        {
            var temporary = _work.NewFile();
            try
            {
                await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 65_536, FileOptions.Asynchronous))
                {
                    await content.CopyToAsync(file, cancellationToken);
                    await file.FlushAsync(cancellationToken);
                    file.Flush(flushToDisk: true);
                }

                return _paths.Publish(path, temporary, condition);
            }
            finally
            {
                if (File.Exists(temporary))
                {
                    File.Delete(temporary);
                }
            }
        }
        catch (Exception error) when (FolderFaults.IsFault(error))
        {
            throw FolderFaults.Writing($"{path}", Root, error);
        }
    }

    /// <inheritdoc/>
    public async Task<ILakeUpload> OpenUploadAsync(LakePath path, string tag, CancellationToken cancellationToken = default) =>
        await FolderUpload.OpenAsync(_paths, _work, path, tag, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<LakeObject> ListAsync(LakePath prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var (name, file) in _paths.Walk(prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (FolderPaths.Describe(new LakePath(prefix.Container, name), file) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <inheritdoc/>
    public Task<LakeListing> ListLevelAsync(LakePath prefix, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_paths.Level(prefix));
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(LakePath path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult(_paths.Delete(path));
        }
        catch (Exception error) when (FolderFaults.IsFault(error))
        {
            throw FolderFaults.Writing($"{path}", Root, error);
        }
    }
}
