using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Bronze;

/// <summary>The bronze stage in a process of its own, so that it can be killed: this test program, told to run one test with another job.</summary>
public sealed class BronzeProcess : IDisposable
{
    private const string Variable = "VOICELAKE_BRONZE_PROCESS";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Starts a process that copies a source into a lake.</summary>
    internal static Process Start(BronzeJob job, bool asOrdinaryUser = false)
    {
        var process = TestChild.Start(
            typeof(BronzeProcess), nameof(A_job_is_done_and_its_result_written), Variable, JsonSerializer.Serialize(job), asOrdinaryUser ? TestChild.OrdinaryUser : []);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs the stage to its end in a process of its own.</summary>
    internal static async Task<BronzeJobResult> RunAsync(BronzeJob job, bool asOrdinaryUser = false)
    {
        File.Delete(job.ResultPath);
        using var process = Start(job, asOrdinaryUser);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, File.Exists(job.ResultPath) ? await File.ReadAllTextAsync(job.ResultPath, TestContext.Current.CancellationToken) : "no result");
        return JsonSerializer.Deserialize<BronzeJobResult>(await File.ReadAllTextAsync(job.ResultPath, TestContext.Current.CancellationToken))!;
    }

    [Fact]
    public async Task A_job_is_done_and_its_result_written()
    {
        var job = Environment.GetEnvironmentVariable(Variable) is { } text ? JsonSerializer.Deserialize<BronzeJob>(text)! : MakeSmallJob();

        var options = new BronzeOptions { RetryDelay = TimeSpan.FromMilliseconds(20), CommitRows = job.CommitRows };
        var time = Stopwatch.StartNew();
        var report = await BronzeStage.RunAsync(DataLake.Open(job.Lake), SubmissionSource.Open(job.Source), options, cancellationToken: TestContext.Current.CancellationToken);
        var result = new BronzeJobResult(
            report.Submissions.Good, report.Submissions.Quarantined, report.Submissions.Unchanged, report.Copied, report.Recovered, report.Retries, time.Elapsed.TotalSeconds, PeakMegabytes());
        await File.WriteAllTextAsync(job.ResultPath, JsonSerializer.Serialize(result), TestContext.Current.CancellationToken);

        result.Good.ShouldBe(result.Copied + result.Recovered);
        result.PeakMegabytes.ShouldBeGreaterThan(0);
    }

    private BronzeJob MakeSmallJob()
    {
        Directory.CreateDirectory(_folder.PathOf("corpus"));
        File.WriteAllText(_folder.PathOf("corpus", "x.tgz"), "x");
        return new BronzeJob(_folder.PathOf("corpus"), _folder.PathOf("lake"), _folder.PathOf("result.json"), CommitRows: 1);
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}

/// <summary>What such a process is to do.</summary>
internal sealed record BronzeJob(string Source, string Lake, string ResultPath, int CommitRows);

/// <summary>What it did.</summary>
internal sealed record BronzeJobResult(long Good, long Quarantined, long Unchanged, long Copied, long Recovered, long Retries, double Seconds, double PeakMegabytes)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Good} good ({Copied} copied, {Recovered} recovered), {Quarantined} quarantined, {Unchanged} unchanged, {Retries} retries, {Seconds:0.0} s, peak {PeakMegabytes:0} MB");
}
