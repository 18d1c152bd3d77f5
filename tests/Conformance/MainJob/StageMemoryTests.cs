using System.Diagnostics;
using System.Globalization;
using VoiceLake.Bronze;
using VoiceLake.Gold;
using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.MainJob;

/// <summary>Memory is bounded by the work at hand, not by the corpus: the stages in a process of their own, on few archives and on ten times as many.</summary>
public sealed class StageMemoryTests : IDisposable
{
    private const string LakeVariable = "VOICELAKE_MEMORY_LAKE";
    private const string ResultVariable = "VOICELAKE_MEMORY_RESULT";
    private const long Megabyte = 1 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_thousand_archives_peak_below_600_MB_and_little_above_two_hundred()
    {
        var few = await MedianPeakAsync(200);
        var many = await MedianPeakAsync(2_000);

        TestContext.Current.SendDiagnosticMessage($"silver and gold peak at {few / Megabyte} MB on 200 archives, at {many / Megabyte} MB on 2,000");
        many.ShouldBeLessThan(600 * Megabyte);

        (many - few).ShouldBeLessThanOrEqualTo(50 * Megabyte, $"{few} bytes on 200 archives, {many} on 2,000");
    }

    /// <summary>What the process that is measured does; by itself, on a few archives.</summary>
    [Fact]
    public async Task The_stages_run_and_their_peak_is_written()
    {
        var folder = Environment.GetEnvironmentVariable(LakeVariable) ?? await BronzeAsync(5);
        var result = Environment.GetEnvironmentVariable(ResultVariable) ?? _folder.PathOf("peak");
        var lake = DataLake.Open(folder);
        await SilverStage.RunAsync(lake, cancellationToken: TestContext.Current.CancellationToken);
        var gold = await GoldStage.RunAsync(lake, cancellationToken: TestContext.Current.CancellationToken);
        using var self = Process.GetCurrentProcess();
        await File.WriteAllTextAsync(result, self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        gold.WindowsWritten.ShouldBeGreaterThan(0);
    }

    private async Task<string> BronzeAsync(int archives)
    {
        var (source, lake) = (_folder.PathOf($"source-{archives}"), _folder.PathOf($"lake-{archives}"));
        CopySamples(source, archives);
        await BronzeStage.RunAsync(DataLake.Open(lake), SubmissionSource.Open(source), cancellationToken: TestContext.Current.CancellationToken);
        return lake;
    }

    // A process's peak differs by 20 MB from run to run, with the moments at which the collector happens to come.
    private async Task<long> MedianPeakAsync(int archives)
    {
        var bronze = await BronzeAsync(archives);
        var peaks = new List<long>();
        for (var run = 0; run < 3; run++)
        {
            var lake = _folder.PathOf($"run-{run}-{archives}");
            CopyFolder(bronze, lake);
            peaks.Add(await PeakAsync(lake));
            Directory.Delete(lake, recursive: true);
        }

        return peaks.Order().ElementAt(1);
    }

    private async Task<long> PeakAsync(string lake)
    {
        var result = _folder.PathOf($"peak-{Path.GetFileName(lake)}");
        var method = $"{typeof(StageMemoryTests).FullName}.{nameof(The_stages_run_and_their_peak_is_written)}";
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(StageMemoryTests).Assembly.Location, "-method", method, "-noLogo"]) { RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TESTINGPLATFORM", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        (start.Environment[LakeVariable], start.Environment[ResultVariable]) = (lake, result);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Exists(result).ShouldBeTrue(output);
        return long.Parse(await File.ReadAllTextAsync(result, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static void CopySamples(string folder, int archives)
    {
        var samples = Directory.GetFiles(Repository.PathOf("data-samples"), "*.tgz").Order(StringComparer.Ordinal).ToArray();
        Directory.CreateDirectory(folder);
        for (var index = 0; index < archives; index++)
        {
            var sample = samples[index % samples.Length];
            File.Copy(sample, Path.Combine(folder, $"{index:D5}{Path.GetFileName(sample)}"));
        }
    }
}
