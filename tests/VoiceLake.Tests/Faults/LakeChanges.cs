namespace VoiceLake.Tests.Faults;

/// <summary>Counts what happens in a folder: files made, written, renamed and removed.</summary>
internal sealed class LakeChanges : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly int _limit;
    private readonly Action _atLimit;
    private int _count;

    /// <summary>Watches a folder, and acts at once when so many changes have happened.</summary>
    public LakeChanges(string folder, int limit, Action atLimit)
    {
        (_limit, _atLimit) = (limit, atLimit);
        _watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        _watcher.Created += Count;
        _watcher.Changed += Count;
        _watcher.Deleted += Count;
        _watcher.Renamed += Count;
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Changes so far.</summary>
    public int Total => Volatile.Read(ref _count);

    public void Dispose() => _watcher.Dispose();

    private void Count(object sender, FileSystemEventArgs change)
    {
        if (Interlocked.Increment(ref _count) == _limit)
        {
            _atLimit();
        }
    }
}
