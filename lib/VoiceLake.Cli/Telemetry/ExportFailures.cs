using System.Diagnostics.Tracing;

namespace VoiceLake.Cli.Telemetry;

/// <summary>Says once that telemetry could not be sent: a command does its work all the same, and its exit code speaks of that alone.</summary>
internal sealed class ExportFailures(TextWriter error) : EventListener
{
    private int _told;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name.StartsWith("OpenTelemetry-", StringComparison.Ordinal))
        {
            EnableEvents(eventSource, EventLevel.Error);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
        {
            var endpoint = eventData.Payload?.OfType<object>().Select(part => part.ToString()).FirstOrDefault(part => Uri.IsWellFormedUriString(part, UriKind.Absolute));
            error.WriteLine($"voicelake: telemetry could not be sent{(endpoint is null ? "" : $" to {endpoint}")}: start a collector, or name one in OTEL_EXPORTER_OTLP_ENDPOINT ({eventData.EventName}).");
        }
    }
}
