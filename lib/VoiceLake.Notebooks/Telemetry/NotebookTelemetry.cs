using System.Diagnostics;
using System.Diagnostics.Metrics;
using VoiceLake.Notebooks.Hosting;
using VoiceLake.Notebooks.Running;

namespace VoiceLake.Notebooks.Telemetry;

/// <summary>The names under which the host tells of notebooks and cells to whoever listens: an OpenTelemetry SDK, <c>dotnet-counters</c>, a test.</summary>
/// <remarks>
/// docs/operations.md says what every span and metric means. What libraries of this family tell of in a cell's process is told again here, below
/// the cell's span, so that one listener in the program that runs notebooks hears all.
/// </remarks>
public static class NotebookTelemetry
{
    /// <summary>The name of the host's <see cref="ActivitySource"/> and of its <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Name = "VoiceLake.Notebooks";

    private const string Family = "VoiceLake";
    private const string ErrorType = "error.type";
    private const string Outcome = "voicelake.outcome";
    private static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14400] };
    private static readonly string Version = typeof(NotebookTelemetry).Assembly.GetName().Version!.ToString(3);
    private static readonly ActivitySource Source = new(Name, Version);
    private static readonly Meter Meter = new(Name, Version);
    private static readonly Histogram<double> NotebookDuration = Meter.CreateHistogram("voicelake.notebook.duration", "s", "How long notebooks took, the start of their process included.", null, Buckets);
    private static readonly Histogram<double> CellDuration = Meter.CreateHistogram("voicelake.cell.duration", "s", "How long cells took.", null, Buckets);
    private static readonly Gauge<long> CellMemory = Meter.CreateGauge<long>("voicelake.cell.memory", "By", "The working set of a notebook's process after its last cell.");

    /// <summary>Whether what happens in the processes of cells is worth telling.</summary>
    internal static bool IsHeard => Source.HasListeners() || CellDuration.Enabled;

    /// <summary>Whether a source or meter is told of again in the program that runs the notebook; what the framework measures is not.</summary>
    internal static bool IsFamily(string name) => name == Family || name.StartsWith(Family + ".", StringComparison.Ordinal);

    /// <summary>Runs a notebook under a span of its own.</summary>
    internal static async Task<NotebookRun> RunAsync(string name, Func<Task<NotebookRun>> run)
    {
        using var span = Source.StartActivity("notebook.run");
        span?.SetTag("voicelake.notebook.name", name);
        var from = Stopwatch.GetTimestamp();
        var ended = await run();
        var outcome = RunStatusName.Of(ended.Status);
        span?.SetTag(Outcome, outcome).SetTag("voicelake.cells", ended.Cells.Count).SetStatus(ended.Status == RunStatus.Passed ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        NotebookDuration.Record(Stopwatch.GetElapsedTime(from).TotalSeconds, new KeyValuePair<string, object?>(Outcome, outcome));
        return ended;
    }

    /// <summary>Runs a cell under a span of its own.</summary>
    /// <param name="cell">Which cell.</param>
    /// <param name="notebook">The notebook's name; null where it has no file.</param>
    /// <param name="process">The process in which it runs.</param>
    /// <param name="run">Is given the span, whose context goes to the process.</param>
    internal static async Task<CellResult> RunCellAsync(CellInfo cell, string? notebook, Process process, Func<Activity?, Task<CellResult>> run)
    {
        using var span = Source.StartActivity("cell.run");
        span?.SetTag("voicelake.notebook.name", notebook).SetTag("voicelake.cell.number", cell.Number).SetTag("voicelake.cell.id", cell.Id).SetTag("voicelake.cell.title", cell.Title);
        var from = Stopwatch.GetTimestamp();
        var result = await run(span);
        var tags = new TagList { { Outcome, result.Succeeded ? "passed" : "failed" } };
        span?.SetTag(Outcome, tags[0].Value);
        if (result.Error is { } error)
        {
            // The kind alone: a message may hold whatever the cell handled.
            tags.Add(ErrorType, error.Name);
            span?.SetTag(ErrorType, error.Name).SetStatus(ActivityStatusCode.Error);
        }

        CellDuration.Record(Stopwatch.GetElapsedTime(from).TotalSeconds, tags);
        if (CellMemory.Enabled && !process.HasExited)
        {
            process.Refresh();
            CellMemory.Record(process.WorkingSet64);
        }

        return result;
    }
}
