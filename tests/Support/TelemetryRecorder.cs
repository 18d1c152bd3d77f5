using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace VoiceLake.Tests.Support;

/// <summary>Records the spans and values that are told of below one test, whatever other tests do meanwhile.</summary>
public sealed class TelemetryRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<RecordedValue> _values = new();
    private readonly ActivityListener _listener;
    private readonly MeterListener _metrics;
    private readonly Activity _root;

    /// <summary>Begins; the spans of what the caller does from now on are below <see cref="Root"/>.</summary>
    public TelemetryRecorder()
    {
        _root = new Activity("test").Start();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("VoiceLake", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == _root.TraceId)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        _metrics = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name.StartsWith("VoiceLake", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        ActivitySource.AddActivityListener(_listener);
        _metrics.Start();
    }

    /// <summary>The span around everything.</summary>
    public Activity Root => _root;

    /// <summary>Spans that ended, in that order.</summary>
    public IReadOnlyList<Activity> Spans => [.. _spans];

    /// <summary>Values of all instruments.</summary>
    public IReadOnlyList<RecordedValue> Values => [.. _values];

    /// <summary>The spans of a name.</summary>
    public IReadOnlyList<Activity> Named(string name) => [.. _spans.Where(span => span.OperationName == name)];

    /// <summary>The values of an instrument.</summary>
    public IReadOnlyList<RecordedValue> Of(string instrument) => [.. _values.Where(value => value.Instrument == instrument)];

    /// <summary>The sum of an instrument's values that carry a tag.</summary>
    public double Sum(string instrument, string? tag = null, object? value = null) =>
        Of(instrument).Where(recorded => tag is null || Equals(recorded.Tags.GetValueOrDefault(tag), value)).Sum(recorded => recorded.Value);

    /// <inheritdoc/>
    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
        _metrics.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Activity.Current?.TraceId == _root.TraceId)
        {
            _values.Enqueue(new RecordedValue(instrument.Name, value, tags.ToArray().ToDictionary()));
        }
    }
}

/// <summary>A value of an instrument.</summary>
public sealed record RecordedValue(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
