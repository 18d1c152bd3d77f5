using System.Diagnostics;
using System.Globalization;
using VoiceLake.Tests.Support;

namespace VoiceLake.Benchmarks.SideBySide;

/// <summary>Runs programs one after another, bound to some of the cores.</summary>
internal static class Timing
{
    private static readonly string Self = Path.Combine(AppContext.BaseDirectory, "VoiceLake.Benchmarks.dll");

    /// <summary>Our work in a process of its own that warms up and measures itself.</summary>
    public static Task<CpuTime> OursAsync(string work, string list, int threads, CancellationToken ct)
        => WorkAsync("warm", [work, list, Number(threads)], threads, ct);

    /// <summary>Our work as a whole process, its start included.</summary>
    public static Task<CpuTime> OursWholeAsync(string work, string list, CancellationToken ct)
        => WholeAsync(["dotnet", Self, "work", "once", work, list], ct);

    /// <summary>A kind of work that measures itself, in a process of its own.</summary>
    public static async Task<CpuTime> WorkAsync(string kind, IReadOnlyList<string> arguments, int cores, CancellationToken ct)
        => CpuTime.Parse((await RunAsync(cores, ["dotnet", Self, "work", kind, .. arguments], ct)).Output);

    /// <summary>A figure that a kind of work prints, in a process of its own.</summary>
    public static async Task<double> NumberAsync(string kind, IReadOnlyList<string> arguments, CancellationToken ct)
        => double.Parse((await RunAsync(1, ["dotnet", Self, "work", kind, .. arguments], ct)).Output, CultureInfo.InvariantCulture);

    /// <summary>A peer library's work in a process of its own that warms up and measures itself.</summary>
    public static async Task<CpuTime> PeerAsync(string work, string list, int threads, CancellationToken ct)
        => CpuTime.Parse((await RunAsync(threads, [.. Peers.Library, work, Number(threads), list], ct)).Output);

    /// <summary>A program as a whole process on one core.</summary>
    public static async Task<CpuTime> WholeAsync(IReadOnlyList<string> command, CancellationToken ct)
    {
        // The shell's own clock: it counts children that have ended, and threads of theirs.
        var (_, error) = await RunAsync(1, ["bash", "-c", "TIMEFORMAT='%U %S %R'; time \"$@\" >/dev/null 2>&1", "bash", .. command], ct);
        var figures = error.TrimEnd().Split('\n')[^1].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new CpuTime(figures[0] + figures[1], figures[2]);
    }

    /// <summary>What a command prints.</summary>
    public static async Task<(string Output, string Error)> RunAsync(int cores, IReadOnlyList<string> command, CancellationToken ct)
    {
        var start = new ProcessStartInfo("taskset", ["--cpu-list", $"0-{Number(cores - 1)}", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? (await output, await error) : throw new InvalidOperationException($"{string.Join(' ', command.Take(6))} ended with {process.ExitCode}: {await error}");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
