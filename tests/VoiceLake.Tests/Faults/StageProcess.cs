using System.Diagnostics;
using System.Text;
using System.Text.Json;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Faults;

/// <summary>What a process is to do: one stage on a lake, after a rehearsal on another where it has one.</summary>
internal sealed record StageJob(string Stage, string Source, string Lake)
{
    /// <summary>A lake on which the stage runs first, so that all code is loaded.</summary>
    public string? Rehearsal { get; init; }

    /// <summary>How many more files the process may open after the rehearsal; null for no limit.</summary>
    public int? Handles { get; init; }
}

/// <summary>How a process ended: the type and the message of what the stage threw, if it did.</summary>
internal sealed record StageEnd(string? Error, string? Message)
{
    /// <summary>The runtime ended the process.</summary>
    public static StageEnd Abort { get; } = new("abort", null);
}

/// <summary>One stage in a process of its own: this test program, told to run one test with another job.</summary>
public sealed class StageProcess : IDisposable
{
    private const string Variable = "VOICELAKE_STAGE_PROCESS";
    private const string Ready = "stage ready";
    private const string Ended = "stage ended ";
    private const int Aborted = 128 + 6; // SIGABRT

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>Starts a process; completes when its stage is ready to begin.</summary>
    internal static async Task<Process> StartAsync(StageJob job, params IReadOnlyList<string> before)
    {
        var process = TestChild.Start(typeof(StageProcess), nameof(A_stage_is_run_when_it_may_begin_and_says_how_it_ends), Variable, JsonSerializer.Serialize(job), before);
        process.ErrorDataReceived += (_, line) => TestContext.Current.TestOutputHelper?.WriteLine(line.Data ?? "");
        process.BeginErrorReadLine();
        var said = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            if (line == Ready)
            {
                return process;
            }

            said.AppendLine(line);
        }

        process.Dispose();
        throw new InvalidOperationException($"The process ended before its stage began: {said}");
    }

    /// <summary>Lets the stage of a process begin.</summary>
    internal static void Begin(Process process) => process.StandardInput.Close();

    /// <summary>Waits for the end of a process that is left alone.</summary>
    internal static async Task<StageEnd> EndAsync(Process process)
    {
        StageEnd? end = null;
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            end = line.StartsWith(Ended, StringComparison.Ordinal) ? JsonSerializer.Deserialize<StageEnd>(line[Ended.Length..]) : end;
        }

        await process.WaitForExitAsync(Token);
        return end ?? (process.ExitCode == Aborted ? StageEnd.Abort : throw new InvalidOperationException($"The process ended with {process.ExitCode} and said nothing."));
    }

    /// <summary>Runs a stage to its end in a process of its own.</summary>
    internal static async Task<StageEnd> RunAsync(StageJob job, params IReadOnlyList<string> before)
    {
        using var process = await StartAsync(job, before);
        Begin(process);
        return await EndAsync(process);
    }

    [Fact]
    public async Task A_stage_is_run_when_it_may_begin_and_says_how_it_ends()
    {
        var job = Environment.GetEnvironmentVariable(Variable) is { } text ? JsonSerializer.Deserialize<StageJob>(text)! : MakeSmallJob();
        if (job.Rehearsal is { } rehearsal)
        {
            await StageRun.RunAsync(job.Stage, DataLake.Open(rehearsal), job.Source);
        }

        // Not the console's writer, which the test runner has taken; on lines of their own, whatever the runner has written before.
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(Encoding.UTF8.GetBytes($"\n{Ready}\n"), Token);
        await using var input = Console.OpenStandardInput();
        await input.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Token);
        using var limit = job.Handles is { } handles ? new HandleLimit(handles) : null;
        var end = await TryAsync(job);
        limit?.Dispose();
        await output.WriteAsync(Encoding.UTF8.GetBytes($"{Ended}{JsonSerializer.Serialize(end)}\n"), Token);

        (end.Error is null).ShouldBe(end.Message is null);
    }

    private static async Task<StageEnd> TryAsync(StageJob job)
    {
        try
        {
            await StageRun.RunAsync(job.Stage, DataLake.Open(job.Lake), job.Source);
            return new StageEnd(null, null);
        }
        catch (Exception error)
        {
            return new StageEnd(error.GetType().Name, error.Message);
        }
    }

    private StageJob MakeSmallJob()
    {
        Directory.CreateDirectory(_folder.PathOf("corpus"));
        File.WriteAllText(_folder.PathOf("corpus", "x.tgz"), "x");
        return new StageJob("bronze", _folder.PathOf("corpus"), _folder.PathOf("lake"));
    }
}
