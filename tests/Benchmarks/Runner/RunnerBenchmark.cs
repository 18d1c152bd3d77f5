using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running;
using VoiceLake.Lake;

namespace VoiceLake.Benchmarks.Runner;

/// <summary>What Data Factory's runner costs beside the work of its activities: a ForEach of Wait(0), whose every try is kept on disk.</summary>
internal static class RunnerBenchmark
{
    private const int Few = 1_000;
    private const int Many = 100_000;

    public static async Task<string> RunAsync(int runs, CancellationToken ct)
    {
        var first = await MeasureAsync(Few, ct);
        var warm = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            warm.Add(await MeasureAsync(Few, ct));
        }

        var many = await MeasureAsync(Many, ct);
        using var process = Process.GetCurrentProcess();
        var table = new StringBuilder("| what | goal | measured |\n|---|---:|---:|\n");
        Row(table, "1,000 activities in a ForEach of batchCount 50, the program's first run", "2 s", $"{first:0.00} s");
        Row(table, $"the same again, median of {runs}", "2 s", $"{Median(warm):0.000} s");
        Row(table, "100,000 items", "", $"{many:0.0} s");
        Row(table, "largest working set of the program up to here", "300 MB", $"{process.PeakWorkingSet64 / 1e6:0} MB");
        return table.ToString();
    }

    private static async Task<double> MeasureAsync(int items, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("voicelake-runner-");
        try
        {
            var loop = new ForEachActivity("Each", "@range(0, pipeline().parameters.items)", new WaitActivity("Wait", 0)) { BatchCount = 50 };
            var factory = new FactoryFolder([new Pipeline("overhead", loop).WithParameter("items", ParameterType.Int)]);
            await using var runner = new FactoryRunner(RunHistory.Open(DataLake.Open(folder.FullName)));
            var clock = Stopwatch.GetTimestamp();
            var live = await runner.StartAsync(new RunRequest(factory, "overhead") { Parameters = new JsonObject { ["items"] = items } }, ct);
            var run = await live.Completion.WaitAsync(ct);
            var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            var kept = await runner.History.ActivitiesAsync(run.RunId, ct).CountAsync(activity => activity.Status == RunStatus.Succeeded, ct);
            return kept == items + 1 ? seconds : throw new InvalidOperationException($"{kept} of {items + 1} activities are on record: {run.Message}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Row(StringBuilder table, string what, string goal, FormattableString measured) =>
        table.Append(CultureInfo.InvariantCulture, $"| {what} | {goal} | {measured.ToString(CultureInfo.InvariantCulture)} |\n");

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
