using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>Spans of time as pipelines write them.</summary>
internal static class TimeSpanText
{
    private static readonly string[] Formats = [@"d\.hh\:mm\:ss", @"hh\:mm\:ss"];

    /// <summary>Whether the text is a span: <c>d.hh:mm:ss</c> or <c>hh:mm:ss</c>.</summary>
    public static bool TryRead(string text, out TimeSpan span) => TimeSpan.TryParseExact(text, Formats, CultureInfo.InvariantCulture, out span);

    /// <summary>The span of a property, or its default where there is none.</summary>
    /// <exception cref="ActivityFailure">It is no span.</exception>
    public static TimeSpan Read(JsonNode? value, TimeSpan otherwise, string property) =>
        value is null ? otherwise
        : value.GetValueKind() == JsonValueKind.String && TryRead(value.GetValue<string>(), out var span) && span > TimeSpan.Zero ? span
        : throw new ActivityFailure("InvalidTimeout", $"'{property}' is {value.ToJsonString()}: write d.hh:mm:ss, such as 0.00:10:00.");
}
