using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Telemetry;

/// <summary>The child's side: sends on what libraries tell of in its cells.</summary>
internal sealed class TelemetrySender : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics;
    private readonly Action<HostMessage> _send;
    private int _instruments;

    public TelemetrySender(Action<HostMessage> send)
    {
        _send = send;
        _spans = new ActivityListener
        {
            ShouldListenTo = source => NotebookTelemetry.IsFamily(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = span => TrySend(new SpanStartMessage(
                span.SpanId.ToHexString(), span.ParentSpanId.ToHexString(), span.Source.Name, span.Source.Version, span.OperationName, span.Kind, span.StartTimeUtc)),
            ActivityStopped = span => TrySend(new SpanEndMessage(
                span.SpanId.ToHexString(), span.StartTimeUtc + span.Duration, span.Status == ActivityStatusCode.Error, Tags(span.TagObjects))),
        };
        _metrics = new MeterListener { InstrumentPublished = Publish };
        _metrics.SetMeasurementEventCallback<int>((_, value, tags, number) => Measure(value, tags, number));
        _metrics.SetMeasurementEventCallback<long>((_, value, tags, number) => Measure(value, tags, number));
        _metrics.SetMeasurementEventCallback<double>((_, value, tags, number) => Measure(value, tags, number));
        ActivitySource.AddActivityListener(_spans);
        _metrics.Start();
    }

    public void Dispose()
    {
        _spans.Dispose();
        _metrics.Dispose();
    }

    /// <summary>The span of a cell in this process, below that of the program which runs the notebook; null where that has none.</summary>
    public static Activity? Continue(string? traceParent) => traceParent is null ? null : new Activity("cell.run").SetParentId(traceParent).Start();

    // Instruments that are asked for their values are left alone: nobody would know when.
    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (!NotebookTelemetry.IsFamily(instrument.Meter.Name) || KindOf(instrument) is not { } kind)
        {
            return;
        }

        var number = Interlocked.Increment(ref _instruments);
        var buckets = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries;
        TrySend(new InstrumentMessage(
            number, instrument.Meter.Name, instrument.Meter.Version, instrument.Name, kind, !instrument.GetType().GenericTypeArguments.Contains(typeof(double)), instrument.Unit, instrument.Description, buckets));
        listener.EnableMeasurementEvents(instrument, number);
    }

    private void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? number) =>
        TrySend(new MeasurementMessage((int)number!, value, Tags(tags.ToArray())));

    private static InstrumentKind? KindOf(Instrument instrument) => instrument switch
    {
        Counter<int> or Counter<long> or Counter<double> => InstrumentKind.Counter,
        UpDownCounter<int> or UpDownCounter<long> or UpDownCounter<double> => InstrumentKind.UpDownCounter,
        Histogram<int> or Histogram<long> or Histogram<double> => InstrumentKind.Histogram,
        Gauge<int> or Gauge<long> or Gauge<double> => InstrumentKind.Gauge,
        _ => null,
    };

    private static Dictionary<string, JsonNode?> Tags(IEnumerable<KeyValuePair<string, object?>> tags)
    {
        var nodes = new Dictionary<string, JsonNode?>();
        foreach (var (name, value) in tags)
        {
            nodes[name] = value switch
            {
                null => null,
                bool flag => JsonValue.Create(flag),
                int or long => JsonValue.Create(Convert.ToInt64(value, null)),
                double number when double.IsFinite(number) => JsonValue.Create(number),
                _ => JsonValue.Create(value.ToString()),
            };
        }

        return nodes;
    }

    private void TrySend(HostMessage message)
    {
        try
        {
            _send(message);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The parent has gone, and this process is about to: nobody is left to tell.
        }
    }
}
