using System.Runtime.InteropServices;

namespace VoiceLake.Lake;

/// <summary>Makes a finished file appear under a name that no other has taken, even between processes.</summary>
internal static partial class AtomicFile
{
    private const int FileExists = 17;
    private const int NoSuchEntry = 2;

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

        // File.Move asks and then renames on Unix, which loses races; a hard link fails when the name is taken.
        if (Link(source, target) == 0)
        {
            File.Delete(source);
            return;
        }

        throw Marshal.GetLastPInvokeError() switch
        {
            FileExists => new LakeObjectExistsException(path),
            NoSuchEntry => new DirectoryNotFoundException($"The folder of '{target}' is gone."),
            var error => new LakeException($"'{path}' could not be committed: {Marshal.GetPInvokeErrorMessage(error)}. Commits need a file system with hard links, such as ext4, XFS, APFS or NTFS."),
        };
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string source, string target);
}
