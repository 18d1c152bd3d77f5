using System.Runtime.InteropServices;

namespace VoiceLake.Tests.Faults;

/// <summary>Lets this process open only so many more files until it is disposed; Linux only.</summary>
internal sealed partial class HandleLimit : IDisposable
{
    private const int OpenFiles = 7;
    private readonly Limit _before;

    public HandleLimit(int more)
    {
        _ = GetLimit(OpenFiles, out _before);
        // New files take the lowest number that is free: what lies below the highest in use counts too.
        var used = Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(path => ulong.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture)).Max();
        Set(_before with { Soft = used + 1 + (ulong)more });
    }

    public void Dispose() => Set(_before);

    private static void Set(Limit limit)
    {
        if (SetLimit(OpenFiles, in limit) != 0)
        {
            throw new InvalidOperationException($"The limit of open files could not be set: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limit limit);

    private record struct Limit(ulong Soft, ulong Hard);
}
