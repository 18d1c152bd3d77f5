using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace VoiceLake.Telemetry;

/// <summary>Tells of a piece of work as a span and in a histogram of durations, however it ends.</summary>
internal static class MeasuredWork
{
    private static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14400] };

    /// <summary>A histogram of seconds, from milliseconds to hours.</summary>
    public static Histogram<double> Durations(this Meter meter, string name, string description) => meter.CreateHistogram(name, "s", description, null, Buckets);

    /// <summary>Counts items by what became of them; none are not counted.</summary>
    public static void Add(this Counter<long> counter, long items, string outcome)
    {
        if (items > 0)
        {
            counter.Add(items, new KeyValuePair<string, object?>(TelemetryTags.Outcome, outcome));
        }
    }

    /// <summary>Does the work.</summary>
    /// <param name="source">Makes the span, unless nobody listens.</param>
    /// <param name="name">The span's name, of a few there are.</param>
    /// <param name="duration">Takes the seconds.</param>
    /// <param name="tags">Of span and histogram: few values each.</param>
    /// <param name="work">Is given the span, for what is known only later or of too many values for a metric; and the histogram's tags.</param>
    public static async Task<T> RunAsync<T>(ActivitySource source, string name, Histogram<double> duration, TagList tags, Func<Activity?, Measures, Task<T>> work)
    {
        using var span = source.StartActivity(name, ActivityKind.Internal, default(ActivityContext), tags);
        var measures = new Measures(tags);
        var from = Stopwatch.GetTimestamp();
        try
        {
            return await work(span, measures);
        }
        catch (Exception e)
        {
            // The type alone: a message may hold an address with its signature.
            measures.Add(TelemetryTags.ErrorType, e.GetType().FullName!);
            span?.SetTag(TelemetryTags.ErrorType, e.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            duration.Record(Stopwatch.GetElapsedTime(from).TotalSeconds, measures.Tags);
        }
    }
}

/// <summary>The tags of a measurement, which grow with the work.</summary>
internal sealed class Measures(TagList tags)
{
    private TagList _tags = tags;

    public TagList Tags => _tags;

    public void Add(string name, object value) => _tags.Add(name, value);
}
