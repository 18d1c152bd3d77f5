using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>What the outputs of all works have in common.</summary>
internal static class RunReport
{
    /// <summary>What stands in Data Factory's place for an integration runtime.</summary>
    public const string LocalRuntime = "VoiceLake (this machine, not Azure)";

    /// <summary>The largest output of an activity, in bytes of JSON.</summary>
    public const int MaxOutputBytes = 4 << 20;

    /// <summary>Data Factory's number for an output beyond it.</summary>
    public const string OutputTooLong = "2001";

    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The output, unless it is larger than Data Factory lets one be.</summary>
    /// <exception cref="ActivityFailure">It is.</exception>
    public static JsonObject Limited(JsonObject output, string activity) =>
        Encoding.UTF8.GetByteCount(Values.ToJson(output)) is var length && length <= MaxOutputBytes ? output
            : throw new ActivityFailure(OutputTooLong, $"The output of '{activity}' has {length} bytes of JSON and may have {MaxOutputBytes} (4 MB): read less, in pages.");

    /// <summary>Adds where the activity ran and for how many seconds.</summary>
    public static JsonObject Close(JsonObject output, TimeSpan duration)
    {
        output["effectiveIntegrationRuntime"] = LocalRuntime;
        output["executionDuration"] = (long)Math.Ceiling(duration.TotalSeconds);
        return output;
    }
}
