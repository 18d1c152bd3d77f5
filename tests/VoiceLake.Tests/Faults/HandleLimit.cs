using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VoiceLake.Tests.Faults;

/// <summary>Lets this process open only so many more files until it is disposed; Linux only.</summary>
internal sealed partial class HandleLimit : IDisposable
{
    private const int OpenFiles = 7;
    private readonly Limit _before;
    private readonly List<SafeFileHandle> _holes = [];

    public HandleLimit(int more)
    {
        _ = GetLimit(OpenFiles, out _before);
        var used = Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(path => ulong.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).Max();
        // The limit is on the number that a file gets, and a new file gets the lowest that is free: those below the highest in use are taken first.
        while (Fill() < used)
        {
        }

        Set(_before with { Soft = used + 2 + (ulong)more });
    }

    public void Dispose()
    {
        Set(_before);
        _holes.ForEach(hole => hole.Dispose());
    }

    private ulong Fill()
    {
        _holes.Add(File.OpenHandle("/dev/null"));
        return (ulong)_holes[^1].DangerousGetHandle();
    }

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
