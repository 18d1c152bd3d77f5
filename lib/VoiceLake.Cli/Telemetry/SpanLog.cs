using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace VoiceLake.Cli.Telemetry;

/// <summary>Writes a structured log record for each run that ends and for each piece of work that fails, with the tags of its span: the run's id among them.</summary>
/// <remarks>From spans, because those of cells come out of another process, where nobody could give the stages a logger.</remarks>
internal sealed class SpanLog(ILoggerFactory logs) : BaseProcessor<Activity>
{
    private readonly ILogger _log = logs.CreateLogger("VoiceLake.Runs");

    public override void OnEnd(Activity data)
    {
        var failed = data.Status == ActivityStatusCode.Error;
        var isRun = data.OperationName.EndsWith(".run", StringComparison.Ordinal) && data.OperationName is not ("cell.run" or "activity.run");
        if (!failed && !isRun)
        {
            return;
        }

        var level = failed ? LogLevel.Error : HasQuarantined(data) ? LogLevel.Warning : LogLevel.Information;
        List<KeyValuePair<string, object?>> record =
        [
            new("event.name", data.OperationName),
            new("trace.id", data.TraceId.ToHexString()),
            new("span.id", data.SpanId.ToHexString()),
            new("voicelake.duration", data.Duration.TotalSeconds),
            .. data.TagObjects,
        ];
        _log.Log(level, new EventId(0, data.OperationName), record, null, static (state, _) => string.Join(' ', state.Select(pair => FormattableString.Invariant($"{pair.Key}={pair.Value}"))));
    }

    private static bool HasQuarantined(Activity data) =>
        data.TagObjects.Any(tag => tag.Key.EndsWith(".quarantined", StringComparison.Ordinal) && tag.Value is > 0L);
}
