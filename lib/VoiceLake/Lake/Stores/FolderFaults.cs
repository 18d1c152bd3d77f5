namespace VoiceLake.Lake;

/// <summary>What the operating system refuses a folder lake, in one sentence with its remedy.</summary>
internal static class FolderFaults
{
    /// <summary>The remedy of <see cref="HasNoHandles"/>.</summary>
    public const string MoreHandles = "Let this program open more files (ulimit -n), or work on fewer at once, then run again.";

    private const int WindowsError = unchecked((int)0x80070000);

    /// <summary>Whether an error is the operating system's, and so not yet one in a lake's words.</summary>
    public static bool IsFault(Exception error) => error is IOException and not LakeException or UnauthorizedAccessException;

    /// <summary>Whether a file could not be opened because another holds it.</summary>
    public static bool IsHeld(IOException error) => Code(error) is var code && (OperatingSystem.IsWindows() ? code is 32 or 33 : code is 11 or 35);

    /// <summary>Whether this process, or the system, has as many files open as it may.</summary>
    public static bool HasNoHandles(IOException error) => Code(error) is var code && (OperatingSystem.IsWindows() ? code == 4 : code is 23 or 24); // EMFILE, ENFILE; ERROR_TOO_MANY_OPEN_FILES

    /// <summary>The error of an object that could not be written.</summary>
    public static LakeException Writing(string what, string root, Exception error) => new($"'{what}' could not be written: {Explain(root, error, "written")}", error);

    /// <summary>The error of an object that could not be read.</summary>
    public static LakeException Reading(string what, string root, Exception error) => new($"'{what}' could not be read: {Explain(root, error, "read")}", error);

    private static string Explain(string root, Exception error, string done)
    {
        var reason = error.Message.ReplaceLineEndings(" ").TrimEnd('.');
        return error switch
        {
            UnauthorizedAccessException => $"{reason}. Change owner or permissions so that this program may have it {done}, or give another folder as the lake.",
            DirectoryNotFoundException or FileNotFoundException => $"{reason}. The folder of the lake '{root}' vanished while it was in use: bring it back, then run again.",
            IOException fault when IsFull(fault) => $"the disk of '{root}' is full ({reason}). Make room there, then run again: what was committed stays, and the run goes on from it.",
            IOException fault when IsReadOnly(fault) => $"'{root}' lies on a disk that may only be read ({reason}). Make that disk writable, or give another folder as the lake.",
            IOException fault when HasNoHandles(fault) => $"{reason}. {MoreHandles}",
            _ => $"{reason}. Look after the disk of '{root}', then run again: what was committed stays.",
        };
    }

    // Linux and macOS: ENOSPC, EDQUOT; Windows: ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL.
    private static bool IsFull(IOException error) => Code(error) is var code && (OperatingSystem.IsWindows() ? code is 112 or 39 : code is 28 || code == (OperatingSystem.IsMacOS() ? 69 : 122));

    // EROFS; ERROR_WRITE_PROTECT.
    private static bool IsReadOnly(IOException error) => Code(error) == (OperatingSystem.IsWindows() ? 19 : 30);

    // The runtime keeps the number of the system's error here: bare on Unix, in an HRESULT on Windows.
    private static int Code(IOException error) => OperatingSystem.IsWindows() && (error.HResult & 0xFFFF0000) == (WindowsError & 0xFFFF0000) ? error.HResult & 0xFFFF : error.HResult;
}
