using System.Runtime.InteropServices;

namespace VoiceLake.Lake;

/// <summary>Makes a finished file appear under a name that no other has taken, even between processes.</summary>
internal static partial class AtomicFile
{
    private const int FileExists = 17;
    private const int NoSuchEntry = 2;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int WorkingDirectory = -100;
    private const uint NoReplace = 1;

    /// <summary>Moves a file to a name that must be free.</summary>
    public static void MoveIfAbsent(string source, string target, LakePath path)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                // MoveFileEx without REPLACE_EXISTING: the file system decides who comes first.
                File.Move(source, target, overwrite: false);
            }
            catch (IOException) when (File.Exists(target))
            {
                throw new LakeObjectExistsException(path);
            }

            return;
        }

        // File.Move asks and then renames on Unix, which loses races. Linux renames unless the name is taken, in one step.
        if (OperatingSystem.IsLinux() && RenameIfAbsent(source, target, path))
        {
            return;
        }

        // Elsewhere a hard link fails when the name is taken.
        if (Link(source, target) == 0)
        {
            File.Delete(source);
            return;
        }

        throw Failure(Marshal.GetLastPInvokeError(), target, path)
            ?? new LakeException($"'{path}' could not be committed: {Marshal.GetLastPInvokeErrorMessage()}. Commits need a file system with hard links, such as ext4, XFS, APFS or NTFS.");
    }

    /// <summary>Whether it was renamed; false where this system or this file system cannot do that.</summary>
    private static bool RenameIfAbsent(string source, string target, LakePath path)
    {
        try
        {
            if (Rename(WorkingDirectory, source, WorkingDirectory, target, NoReplace) == 0)
            {
                return true;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // A C library of before the call.
            return false;
        }

        return Failure(Marshal.GetLastPInvokeError(), target, path) is { } failure ? throw failure : false;
    }

    private static IOException? Failure(int error, string target, LakePath path) => error switch
    {
        FileExists => new LakeObjectExistsException(path),
        NoSuchEntry => new DirectoryNotFoundException($"The folder of '{target}' is gone."),
        NoSpace or ReadOnly => new IOException(Marshal.GetPInvokeErrorMessage(error), error),
        _ => null,
    };

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(int fromFolder, string source, int toFolder, string target, uint flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string source, string target);
}
