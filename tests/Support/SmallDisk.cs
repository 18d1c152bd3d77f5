using System.Diagnostics;
using Xunit;

namespace VoiceLake.Tests.Support;

/// <summary>A disk of its own in memory that can be filled up and made read-only; the test is skipped where this program may not mount one.</summary>
public sealed class SmallDisk : IDisposable
{
    private const int Block = 4_096;
    private readonly TemporaryFolder _folder = new();
    private readonly string _ballast;

    /// <summary>Mounts a disk of so many bytes.</summary>
    public SmallDisk(long bytes)
    {
        Path = _folder.PathOf("disk");
        Directory.CreateDirectory(Path);
        _ballast = System.IO.Path.Combine(Path, "ballast");
        var mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", Path);
        if (!mounted)
        {
            _folder.Dispose();
        }

        Assert.SkipUnless(mounted, "This program may not mount a disk in memory.");
    }

    /// <summary>The folder where the disk is mounted.</summary>
    public string Path { get; }

    /// <summary>How many bytes of a disk the files of a folder take.</summary>
    public static long SizeOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => (new FileInfo(file).Length + Block - 1) / Block * Block);

    /// <summary>Fills the disk until so many bytes are left.</summary>
    public void FillUpTo(long room)
    {
        using var ballast = new FileStream(_ballast, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var left = new DriveInfo(Path).AvailableFreeSpace - room;
        var block = new byte[Block];
        for (; left > 0; left -= Block)
        {
            ballast.Write(block);
        }
    }

    /// <summary>Gives the room back.</summary>
    public void MakeRoom() => File.Delete(_ballast);

    /// <summary>Lets nobody write any more.</summary>
    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path), "The disk could not be made read-only.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Assert.True(Run("umount", "-l", Path), "The disk could not be unmounted.");
        _folder.Dispose();
    }

    private static bool Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
