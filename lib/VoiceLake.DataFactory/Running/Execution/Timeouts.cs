using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>Time-outs of activities.</summary>
internal static class Timeouts
{
    /// <summary>The span of a property, or its default where there is none.</summary>
    /// <exception cref="ActivityFailure">It is no span.</exception>
    public static TimeSpan Read(JsonNode? value, TimeSpan otherwise, string property) =>
        value is null ? otherwise
        : value.GetValueKind() == JsonValueKind.String && TimeSpanText.TryRead(value.GetValue<string>(), out var span) && span > TimeSpan.Zero ? span
        : throw new ActivityFailure("InvalidTimeout", $"'{property}' is {value.ToJsonString()}: write d.hh:mm:ss, such as 0.00:10:00.");
}
