namespace VoiceLake.Lake;

/// <summary>What the operating system refuses a folder lake, in one sentence with its remedy.</summary>
internal static class FolderFaults
{
    /// <summary>Whether an error is the operating system's, and so not yet one in a lake's words.</summary>
    public static bool IsFault(Exception error) => error is IOException and not LakeException or UnauthorizedAccessException;

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
            IOException fault when SystemFault.IsFull(fault) => $"the disk of '{root}' is full ({reason}). Make room there, then run again: what was committed stays, and the run goes on from it.",
            IOException fault when SystemFault.IsReadOnly(fault) => $"'{root}' lies on a disk that may only be read ({reason}). Make that disk writable, or give another folder as the lake.",
            IOException fault when SystemFault.HasNoHandles(fault) => $"{reason}. {SystemFault.MoreHandles}",
            _ => $"{reason}. Look after the disk of '{root}', then run again: what was committed stays.",
        };
    }
}
