using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoiceLake.Notebooks.Telemetry;

/// <summary>The parent's side: tells again, in this process and below the cell's span, what was told in the child's.</summary>
/// <remarks>Spans get other ids here than in the child, for an id cannot be chosen; the id of the trace is one.</remarks>
internal sealed class TelemetryReceiver
{
    private static readonly ConcurrentDictionary<(string Name, string? Version), ActivitySource> Sources = new();
    private static readonly ConcurrentDictionary<(string Name, string? Version), Meter> Meters = new();
    private static readonly ConcurrentDictionary<(Meter, string Name), Action<double, TagList>> Instruments = new();
    private readonly Dictionary<string, Activity> _open = [];
    private readonly Dictionary<int, Action<double, TagList>> _instruments = [];

    /// <summary>The span of the cell that runs, or ran last.</summary>
    public Activity? Cell { get; set; }

    public void Take(SpanStartMessage start)
    {
        var source = Sources.GetOrAdd((start.Source, start.Version), key => new ActivitySource(key.Name, key.Version));
        var parent = _open.TryGetValue(start.ParentId, out var above) ? above.Context : Cell?.Context ?? default;
        Below(null, () =>
        {
            if (source.StartActivity(start.Name, start.Kind, parent, startTime: start.At) is { } span)
            {
                _open[start.Id] = span;
            }
        });
    }

    public void Take(SpanEndMessage end)
    {
        if (_open.Remove(end.Id, out var span))
        {
            foreach (var (name, value) in end.Tags)
            {
                span.SetTag(name, ValueOf(value));
            }

            span.SetStatus(end.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Unset).SetEndTime(end.At);
            Below(null, span.Stop);
        }
    }

    public void Take(InstrumentMessage instrument)
    {
        var meter = Meters.GetOrAdd((instrument.Meter, instrument.Version), key => new Meter(key.Name, key.Version));
        _instruments[instrument.Id] = Instruments.GetOrAdd((meter, instrument.Name), _ => instrument.IsWhole ? Whole(meter, instrument) : Fractional(meter, instrument));
    }

    public void Take(MeasurementMessage measurement)
    {
        if (_instruments.TryGetValue(measurement.Id, out var record))
        {
            var tags = new TagList([.. measurement.Tags.Select(tag => KeyValuePair.Create(tag.Key, ValueOf(tag.Value)))]);
            Below(Cell, () => record(measurement.Value, tags));
        }
    }

    /// <summary>Ends what the process left open when it went.</summary>
    public void Close()
    {
        foreach (var span in _open.Values)
        {
            span.SetTag("error.type", "process-ended").SetStatus(ActivityStatusCode.Error);
            Below(null, span.Stop);
        }

        _open.Clear();
    }

    // Spans of the child are nobody's surroundings here; a value belongs to its cell.
    private static void Below(Activity? span, Action change)
    {
        var before = Activity.Current;
        Activity.Current = span;
        change();
        Activity.Current = before;
    }

    private static Action<double, TagList> Whole(Meter meter, InstrumentMessage message)
    {
        var (name, unit, description) = (message.Name, message.Unit, message.Description);
        switch (message.Kind)
        {
            case InstrumentKind.Counter:
                var counter = meter.CreateCounter<long>(name, unit, description);
                return (value, tags) => counter.Add((long)value, tags);
            case InstrumentKind.UpDownCounter:
                var level = meter.CreateUpDownCounter<long>(name, unit, description);
                return (value, tags) => level.Add((long)value, tags);
            case InstrumentKind.Histogram:
                var histogram = meter.CreateHistogram<long>(name, unit, description);
                return (value, tags) => histogram.Record((long)value, tags);
            default:
                var gauge = meter.CreateGauge<long>(name, unit, description);
                return (value, tags) => gauge.Record((long)value, tags);
        }
    }

    private static Action<double, TagList> Fractional(Meter meter, InstrumentMessage message)
    {
        var (name, unit, description) = (message.Name, message.Unit, message.Description);
        switch (message.Kind)
        {
            case InstrumentKind.Counter:
                var counter = meter.CreateCounter<double>(name, unit, description);
                return (value, tags) => counter.Add(value, tags);
            case InstrumentKind.UpDownCounter:
                var level = meter.CreateUpDownCounter<double>(name, unit, description);
                return (value, tags) => level.Add(value, tags);
            case InstrumentKind.Histogram:
                var advice = message.Buckets is null ? null : new InstrumentAdvice<double> { HistogramBucketBoundaries = message.Buckets };
                var histogram = meter.CreateHistogram(name, unit, description, null, advice);
                return (value, tags) => histogram.Record(value, tags);
            default:
                var gauge = meter.CreateGauge<double>(name, unit, description);
                return (value, tags) => gauge.Record(value, tags);
        }
    }

    private static object? ValueOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => ((JsonValue)node).TryGetValue<long>(out var whole) ? (object)whole : node.GetValue<double>(),
        _ => node.GetValue<string>(),
    };
}
