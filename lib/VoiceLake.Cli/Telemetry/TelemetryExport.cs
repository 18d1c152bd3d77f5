using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace VoiceLake.Cli.Telemetry;

/// <summary>Sends what the libraries tell of, in this process and in those of cells, through OpenTelemetry; disposed, it sends the rest.</summary>
internal sealed class TelemetryExport : IDisposable
{
    private const string Service = "voicelake";
    private static readonly string[] Names = ["VoiceLake", "VoiceLake.*"];

    private readonly TextWriter? _standardOutput;
    private readonly ExportFailures _failures;
    private readonly ILoggerFactory _logs;
    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    public TelemetryExport(bool toConsole, TextWriter error)
    {
        _failures = new ExportFailures(error);
        var resource = ResourceBuilder.CreateDefault().AddService(Service, serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version!.ToString(3));
        if (toConsole)
        {
            // The exporter writes where the console does. What a command gives, a table or a file of numbers, must stay alone on standard output.
            _standardOutput = Console.Out;
            Console.SetOut(error);
        }

        _logs = LoggerFactory.Create(logs => logs.AddOpenTelemetry(options =>
        {
            options.SetResourceBuilder(resource);
            _ = toConsole ? options.AddConsoleExporter() : options.AddOtlpExporter();
        }));
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Names);
        _metrics = (toConsole ? metrics.AddConsoleExporter() : metrics.AddMeter("System.Runtime").AddOtlpExporter()).Build();
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Names).AddProcessor(new SpanLog(_logs));
        _traces = (toConsole ? traces.AddConsoleExporter() : traces.AddOtlpExporter()).Build();
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
        _logs.Dispose();
        _failures.Dispose();
        if (_standardOutput is not null)
        {
            Console.SetOut(_standardOutput);
        }
    }
}
