namespace VoiceLake.Lake;

/// <summary>The hidden folder of a lake where unfinished files lie; leftovers of killed runs are removed from it.</summary>
internal sealed class WorkFolder(string path, TimeProvider time)
{
    /// <summary>The folder's name beside the containers.</summary>
    public const string Name = ".voicelake";

    // A file between its creation and its lock is younger than this; an upload may be taken up again for a week.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UploadsKept = TimeSpan.FromDays(7);
    private readonly Lock _gate = new();
    private bool _swept;

    /// <summary>Where uploads are kept.</summary>
    public string Uploads => Path.Combine(path, "uploads");

    private string Temporary => Path.Combine(path, "temporary");

    /// <summary>A name for a new unfinished file.</summary>
    public string NewFile()
    {
        Sweep();
        Directory.CreateDirectory(Temporary);
        return Path.Combine(Temporary, Guid.NewGuid().ToString("N"));
    }

    /// <summary>Removes, once a store, what no living process holds open and what is old enough.</summary>
    public void Sweep()
    {
        lock (_gate)
        {
            if (_swept)
            {
                return;
            }

            _swept = true;
        }

        Remove(Temporary, Grace);
        Remove(Uploads, UploadsKept);
    }

    private void Remove(string folder, TimeSpan age)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var limit = time.GetUtcNow().UtcDateTime - age;
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => File.GetLastWriteTimeUtc(file) < limit))
        {
            try
            {
                // Writers hold their files with FileShare.None: opening one the same way proves that nobody is left.
                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    File.Delete(file);
                }
            }
            catch (IOException)
            {
                // In use, or just removed by another sweep: not ours.
            }
        }
    }
}
