using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>Conversions between time zones, by their Windows names (documented) or IANA names.</summary>
/// <remarks>
/// A time with <c>Z</c> or an offset is a point in time, whatever source zone is named; one without is read in the source zone, by
/// <c>convertFromUtc</c> as UTC. The result has no zone, but <c>Z</c> when it is in UTC. <c>convertToUtc</c> of a time in UTC from another zone
/// is an error. Where clocks are set back, the second of the two hours is meant.
/// </remarks>
internal static class TimeZoneFunctions
{
    public static IEnumerable<ExpressionFunction> All { get; } =
    [
        new("convertFromUtc", 2, 3, call => Convert(call, TimeZoneInfo.Utc, ZoneAt(call, 1), 2)),
        new("convertTimeZone", 3, 4, call => Convert(call, ZoneAt(call, 1), ZoneAt(call, 2), 3)),
        new("convertToUtc", 2, 3, ConvertToUtc),
    ];

    private static JsonValue ConvertToUtc(FunctionCall call)
    {
        var zone = ZoneAt(call, 1);
        var time = Timestamp.Read(call, 0);
        return time.Value.Kind == DateTimeKind.Utc && !time.HasOffset && zone.BaseUtcOffset != TimeSpan.Zero
            ? throw call.ErrorAt(0, $"The time is in UTC already, as its Z says, and not in '{call.Text(1)}'; take the Z away, or leave out 'convertToUtc'.")
            : Convert(call, zone, TimeZoneInfo.Utc, 2);
    }

    private static JsonValue Convert(FunctionCall call, TimeZoneInfo source, TimeZoneInfo target, int format)
    {
        var time = Timestamp.Read(call, 0).Value;
        try
        {
            var utc = time.Kind == DateTimeKind.Utc ? time : TimeZoneInfo.ConvertTimeToUtc(time, source);
            return call.Result(new Timestamp(TimeZoneInfo.ConvertTimeFromUtc(utc, target)).Format(call, format));
        }
        catch (ArgumentException)
        {
            throw call.ErrorAt(0, $"There is no such time in '{source.Id}': clocks were set forward over it. Take one an hour later.");
        }
    }

    private static TimeZoneInfo ZoneAt(FunctionCall call, int index) => TimeZones.Find(call.Text(index))
        ?? throw call.ErrorAt(index, $"There is no time zone '{call.Text(index)}' on this machine; use a Windows name such as 'Pacific Standard Time' or an IANA name such as 'America/Los_Angeles'.");
}
