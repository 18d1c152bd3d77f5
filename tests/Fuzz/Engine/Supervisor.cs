using System.Diagnostics;
using System.Text.Json;

namespace VoiceLake.Fuzz.Engine;

/// <summary>Runs a target in processes of its own: one that crashes or hangs leaves its input as a finding, and the next goes on.</summary>
internal sealed class Supervisor(string workFolder, string corporaFolder)
{
    /// <summary>The longest an input may take, in seconds; milliseconds are usual, but other programs run beside.</summary>
    private const int MaxSeconds = 20;

    /// <summary>The largest heap of a process: 4 GB, in the runtime's hexadecimal.</summary>
    private const string HeapLimit = "100000000";

    /// <summary>Where the instrumented assemblies are.</summary>
    public string InstrumentedFolder { get; } = Path.Combine(workFolder, "instrumented");

    /// <summary>Fuzzes a target for so many seconds of CPU time.</summary>
    public async Task<FuzzResult> RunAsync(string target, double cpuSeconds, int seed, CancellationToken cancellationToken)
    {
        var findings = Path.Combine(workFolder, target, "findings");
        if (Directory.Exists(findings))
        {
            Directory.Delete(findings, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(workFolder, target));
        var request = new FuzzRequest(
            target, cpuSeconds, seed, Path.Combine(corporaFolder, target), Path.Combine(workFolder, target, "grown"), findings, Path.Combine(workFolder, target, "execution"));
        var total = new FuzzCount(0, 0, 0, 0);
        for (; total.CpuSeconds < cpuSeconds; request = request with { CpuSeconds = cpuSeconds - total.CpuSeconds, Seed = request.Seed + 1 })
        {
            var count = await ProcessAsync(request, cancellationToken);
            total = new FuzzCount(total.Executions + count.Executions, total.CpuSeconds + count.CpuSeconds, Math.Max(total.Edges, count.Edges), Math.Max(total.Inputs, count.Inputs));
        }

        return new FuzzResult(target, seed, total, Finding.Read(findings));
    }

    private async Task<FuzzCount> ProcessAsync(FuzzRequest request, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("child");
        start.ArgumentList.Add(InstrumentedFolder);
        start.ArgumentList.Add(JsonSerializer.Serialize(request));
        // An input that asks for all memory gets an exception, not the machine's.
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        File.Delete(request.ExecutionFile);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var cpu = TimeSpan.Zero;
        var hung = false;
        var ended = process.WaitForExitAsync(cancellationToken);
        while (await Task.WhenAny(ended, Task.Delay(500, cancellationToken)) != ended)
        {
            process.Refresh();
            cpu = process.HasExited ? cpu : process.TotalProcessorTime;
            if (IsHung(request.ExecutionFile))
            {
                hung = true;
                process.Kill();
            }
        }

        await ended;
        if (process.ExitCode == 0)
        {
            return JsonSerializer.Deserialize<FuzzCount>(await output)!;
        }

        var said = await errors;
        if (!File.Exists(request.ExecutionFile))
        {
            throw new InvalidOperationException($"The process of {request.Target} ended with {process.ExitCode} before its first input: {said}");
        }

        using var execution = Execution.Open(request.ExecutionFile);
        Finding.Write(request.FindingsFolder, execution.Input, hung ? $"no end within {MaxSeconds} s" : $"the process ended with {process.ExitCode}: {said}");
        // What the process had counted died with it.
        return new FuzzCount(0, Math.Max(1, cpu.TotalSeconds), 0, 0);
    }

    private static bool IsHung(string executionFile)
    {
        if (!File.Exists(executionFile) || new FileInfo(executionFile).Length == 0)
        {
            return false;
        }

        using var execution = Execution.Open(executionFile);
        return execution.Started is > 0 and var started && Environment.TickCount64 - started > MaxSeconds * 1_000;
    }
}

/// <summary>What came of fuzzing one target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Seed">The seed of its first process.</param>
/// <param name="Count">Executions, CPU seconds, edges and inputs that took a new one.</param>
/// <param name="Findings">The inputs that broke a promise, each with what it led to.</param>
internal sealed record FuzzResult(string Target, int Seed, FuzzCount Count, IReadOnlyList<string> Findings);
