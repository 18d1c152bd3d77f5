using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Benchmarks.Telemetry;

/// <summary>What telemetry costs: the silver stage with a listener and without, in turn, in one process.</summary>
internal static class TelemetryBenchmark
{
    private const int Calls = 1_000_000;

    public static async Task<string> RunAsync(int runs, CancellationToken ct)
    {
        using var folder = new TemporaryFolder();
        var bronze = folder.PathOf("bronze");
        await BronzeStage.RunAsync(DataLake.Open(bronze), SubmissionSource.Open(Repository.PathOf("data-samples")), cancellationToken: ct);
        await SilverAsync(bronze, folder.PathOf("warm"), ct);
        var (silent, heard, spans) = (new List<double>(), new List<double>(), 0);
        for (var run = 0; run < runs; run++)
        {
            silent.Add(await SilverAsync(bronze, folder.PathOf($"silent-{run}"), ct));
            using var listener = new Listener();
            heard.Add(await SilverAsync(bronze, folder.PathOf($"heard-{run}"), ct));
            spans = listener.Spans;
        }

        var table = new StringBuilder("| what | measured |\n|---|---:|\n");
        Row(table, $"silver over data-samples, nobody listens, median of {runs}", $"{Median(silent) * 1000:0.0} ms");
        Row(table, $"the same with every span and value heard, in turn with it, median of {runs}", $"{Median(heard) * 1000:0.0} ms");
        Row(table, "median of the ratios", $"{Median([.. heard.Zip(silent, (one, other) => one / other)]):0.000}");
        Row(table, "spans of one such run", $"{spans}");
        Row(table, "a span and a counter that nobody hears", $"{Unheard():0.0} ns");
        return table.ToString();
    }

    private static async Task<double> SilverAsync(string bronze, string to, CancellationToken ct)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(bronze, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(bronze, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        GC.Collect();
        var clock = Stopwatch.GetTimestamp();
        await SilverStage.RunAsync(DataLake.Open(to), cancellationToken: ct);
        return Stopwatch.GetElapsedTime(clock).TotalSeconds;
    }

    /// <summary>Nanoseconds of what stands in the library's path while nobody listens.</summary>
    private static double Unheard()
    {
        using var source = new ActivitySource("unheard");
        using var meter = new Meter("unheard");
        var counter = meter.CreateCounter<long>("unheard");
        var clock = Stopwatch.GetTimestamp();
        for (var call = 0; call < Calls; call++)
        {
            using var span = source.StartActivity("unheard");
            counter.Add(1);
        }

        return Stopwatch.GetElapsedTime(clock).TotalNanoseconds / Calls;
    }

    private static void Row(StringBuilder table, string what, FormattableString measured) =>
        table.Append(CultureInfo.InvariantCulture, $"| {what} | {measured.ToString(CultureInfo.InvariantCulture)} |\n");

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private sealed class Listener : IDisposable
    {
        private readonly ActivityListener _spans;
        private readonly MeterListener _values = new();
        private int _count;

        public Listener()
        {
            _spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "VoiceLake",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = _ => Interlocked.Increment(ref _count),
            };
            ActivitySource.AddActivityListener(_spans);
            _values.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "VoiceLake")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _values.SetMeasurementEventCallback<long>((_, _, _, _) => { });
            _values.SetMeasurementEventCallback<double>((_, _, _, _) => { });
            _values.Start();
        }

        public int Spans => _count;

        public void Dispose()
        {
            _spans.Dispose();
            _values.Dispose();
        }
    }
}
