using System.Diagnostics;
using System.Globalization;

namespace VoiceLake.Benchmarks.Upload;

/// <summary>One run of a program: its time, and the most memory it held.</summary>
internal sealed record MeasuredRun(double Seconds, long PeakBytes)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<MeasuredRun> OfAsync(ProcessStartInfo start, CancellationToken ct)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        var ended = process.WaitForExitAsync(ct);
        var peak = 0L;
        while (!ended.IsCompleted)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.WhenAny(ended, Task.Delay(Poll, ct));
        }

        var seconds = clock.Elapsed.TotalSeconds;
        return process.ExitCode == 0 ? new MeasuredRun(seconds, peak) : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {await output}{await error}");
    }

    /// <summary>The middle of several, each figure by itself.</summary>
    public static MeasuredRun Median(IReadOnlyCollection<MeasuredRun> runs) => new(runs.Select(run => run.Seconds).Order().ElementAt(runs.Count / 2), runs.Select(run => run.PeakBytes).Order().ElementAt(runs.Count / 2));

    private static long PeakOf(int id)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1_024).FirstOrDefault();
        }
        catch (IOException)
        {
            // It has just ended.
            return 0;
        }
    }
}
