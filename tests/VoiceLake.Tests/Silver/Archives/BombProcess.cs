using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver.Archives;

/// <summary>The silver stage in a process of its own, whose memory and time are its own: this test program, told to run one test with another job.</summary>
public sealed class BombProcess : IDisposable
{
    private const string Variable = "VOICELAKE_BOMB_PROCESS";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs silver on a lake whose bronze holds one archive, or none.</summary>
    internal static async Task<BombResult> RunAsync(TemporaryFolder folder, byte[]? archive)
    {
        var job = new BombJob(folder.PathOf("lake"), folder.PathOf("result.json"));
        await SilverLake.PutAsync(DataLake.Open(job.Lake), archive is null ? [] : [("someone-20100203-abc.tgz", archive)]);
        var method = $"{typeof(BombProcess).FullName}.{nameof(A_job_is_done_and_its_cost_written)}";
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(BombProcess).Assembly.Location, "-method", method, "-noLogo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TESTINGPLATFORM", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment[Variable] = JsonSerializer.Serialize(job);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await output + await error);
        return JsonSerializer.Deserialize<BombResult>(await File.ReadAllTextAsync(job.ResultPath, TestContext.Current.CancellationToken))!;
    }

    [Fact]
    public async Task A_job_is_done_and_its_cost_written()
    {
        var job = Environment.GetEnvironmentVariable(Variable) is { } text ? JsonSerializer.Deserialize<BombJob>(text)! : await MakeSmallJobAsync();

        var report = await SilverStage.RunAsync(DataLake.Open(job.Lake), cancellationToken: TestContext.Current.CancellationToken);
        using var process = Process.GetCurrentProcess();
        var result = new BombResult(report.Clips.Good, new Dictionary<string, long>(report.Findings), process.TotalProcessorTime.TotalSeconds, process.PeakWorkingSet64 / 1e6);
        await File.WriteAllTextAsync(job.ResultPath, JsonSerializer.Serialize(result), TestContext.Current.CancellationToken);

        result.PeakMegabytes.ShouldBeGreaterThan(0);
    }

    private async Task<BombJob> MakeSmallJobAsync()
    {
        await SilverLake.PutAsync(DataLake.Open(_folder.PathOf("lake")));
        return new BombJob(_folder.PathOf("lake"), _folder.PathOf("result.json"));
    }
}

/// <summary>What such a process is to do.</summary>
internal sealed record BombJob(string Lake, string ResultPath);

/// <summary>What came of it and what it cost, the runtime and the test program included.</summary>
internal sealed record BombResult(long Clips, Dictionary<string, long> Findings, double CpuSeconds, double PeakMegabytes)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Clips} clips, {string.Join(", ", Findings.Select(rule => $"{rule.Value} {rule.Key}"))}; {CpuSeconds:0.00} s of CPU, peak {PeakMegabytes:0} MB");
}
