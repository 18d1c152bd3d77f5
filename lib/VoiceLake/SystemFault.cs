namespace VoiceLake;

/// <summary>What the operating system means by an error of input or output, and what a user does about it.</summary>
internal static class SystemFault
{
    /// <summary>What to do where too many files are open.</summary>
    public const string MoreHandles = "Let this program open more files (ulimit -n), or work on fewer at once, then run again.";

    private const int WindowsError = unchecked((int)0x80070000);

    /// <summary>Whether the disk, or the user's share of it, is full.</summary>
    public static bool IsFull(IOException error) => Code(error) is var code && (OperatingSystem.IsWindows() ? code is 112 or 39 : code is 28 || code == (OperatingSystem.IsMacOS() ? 69 : 122)); // ENOSPC, EDQUOT; ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL

    /// <summary>Whether the disk may only be read.</summary>
    public static bool IsReadOnly(IOException error) => Code(error) == (OperatingSystem.IsWindows() ? 19 : 30); // EROFS; ERROR_WRITE_PROTECT

    /// <summary>Whether this process, or the system, has as many files open as it may.</summary>
    public static bool HasNoHandles(IOException error) => Code(error) is var code && (OperatingSystem.IsWindows() ? code == 4 : code is 23 or 24); // EMFILE, ENFILE; ERROR_TOO_MANY_OPEN_FILES

    /// <summary>Whether a file could not be opened because another program holds it.</summary>
    public static bool IsHeld(IOException error) => Code(error) is var code && (OperatingSystem.IsWindows() ? code is 32 or 33 : code is 11 or 35);

    /// <summary>What to do about an error of the system; null where it says nothing that helps.</summary>
    public static string? RemedyOf(Exception error) => error switch
    {
        UnauthorizedAccessException => "Change owner or permissions so that this program may use it, or give another place.",
        IOException fault when IsFull(fault) => "The disk is full: make room there, then run again.",
        IOException fault when IsReadOnly(fault) => "The disk may only be read: make it writable, or give another place.",
        IOException fault when HasNoHandles(fault) => MoreHandles,
        IOException fault when IsHeld(fault) => "Another program holds it: close that, then run again.",
        _ => null,
    };

    // The runtime keeps the number of the system's error here: bare on Unix, in an HRESULT on Windows.
    private static int Code(IOException error) => OperatingSystem.IsWindows() && (error.HResult & 0xFFFF0000) == (WindowsError & 0xFFFF0000) ? error.HResult & 0xFFFF : error.HResult;
}
