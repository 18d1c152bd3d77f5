using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VoiceLake.Lake;

/// <summary>The hidden folder of a lake where unfinished files lie; leftovers of killed runs are removed from it.</summary>
internal sealed class WorkFolder(string path, TimeProvider time)
{
    /// <summary>The folder's name beside the containers.</summary>
    public const string Name = ".voicelake";

    // What another machine left is judged by its age; an upload may be taken up again for a week.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UploadsKept = TimeSpan.FromDays(7);
    private static readonly string Host = HostId();
    private readonly Lock _gate = new();
    private bool _swept;

    /// <summary>Where uploads are kept.</summary>
    public string Uploads => Path.Combine(path, "uploads");

    private string Temporary => Path.Combine(path, "temporary");

    /// <summary>How the unfinished files of a process of this machine begin.</summary>
    public static string OwnerOf(int process) => string.Create(CultureInfo.InvariantCulture, $"{Host}-{process}-");

    /// <summary>A name for a new unfinished file.</summary>
    public string NewFile()
    {
        Sweep();
        Directory.CreateDirectory(Temporary);
        return Path.Combine(Temporary, $"{OwnerOf(Environment.ProcessId)}{Guid.NewGuid():N}");
    }

    /// <summary>Removes, once a store, what processes left that live no more, and what no living process holds open and is old enough.</summary>
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

        Remove(Temporary, file => IsOlder(file, Grace) || IsOrphan(file));
        Remove(Uploads, file => IsOlder(file, UploadsKept));
    }

    private static void Remove(string folder, Func<string, bool> isLeft)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.GetFiles(folder).Where(isLeft))
        {
            try
            {
                // Writers hold their files with FileShare.None: opening one the same way proves that nobody is left.
                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    File.Delete(file);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // In use, another user's, or just removed by another sweep: not ours.
            }
        }
    }

    private bool IsOlder(string file, TimeSpan age) => File.GetLastWriteTimeUtc(file) < time.GetUtcNow().UtcDateTime - age;

    /// <summary>Whether the file is of a process of this machine that has ended; a number that another process has got since counts as alive.</summary>
    private static bool IsOrphan(string file)
    {
        if (Path.GetFileName(file).Split('-') is not [var host, var number, _] || host != Host || !int.TryParse(number, CultureInfo.InvariantCulture, out var id) || id == Environment.ProcessId)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>Tells this machine from others and from itself before it was started, and containers from each other: only within one do numbers name processes.</summary>
    private static string HostId()
    {
        var identity = OperatingSystem.IsLinux()
            ? File.ReadAllText("/proc/sys/kernel/random/boot_id") + File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)
            : Environment.MachineName;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 6));
    }
}
