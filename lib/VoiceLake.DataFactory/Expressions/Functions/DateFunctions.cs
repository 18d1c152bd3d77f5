using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>Functions of points in time.</summary>
/// <remarks>
/// Times are texts; without a format the result is in <c>o</c>, with seven decimals of a second and <c>Z</c> where the argument had one. Formats
/// are those of .NET in American English. Counts are integers; months and years end at the last day of the month. Sunday is day 0 of a week: the
/// documentation's example says 3 for a Thursday, the one of Logic Apps says 4.
/// </remarks>
internal static class DateFunctions
{
    public static IEnumerable<ExpressionFunction> All { get; } =
    [
        new("addDays", 2, 3, call => Shift(call, "Day")),
        new("addHours", 2, 3, call => Shift(call, "Hour")),
        new("addMinutes", 2, 3, call => Shift(call, "Minute")),
        new("addSeconds", 2, 3, call => Shift(call, "Second")),
        new("addToTime", 3, 4, call => Shift(call, Timestamp.Read(call, 0), 1, call.Integer(1), call.Text(2), 3)),
        new("dayOfMonth", 1, 1, call => (long)Timestamp.Read(call, 0).Value.Day),
        new("dayOfWeek", 1, 1, call => (long)Timestamp.Read(call, 0).Value.DayOfWeek),
        new("dayOfYear", 1, 1, call => (long)Timestamp.Read(call, 0).Value.DayOfYear),
        new("formatDateTime", 1, 2, call => call.Result(Timestamp.Read(call, 0).Format(call, 1))),
        new("getFutureTime", 2, 3, call => Shift(call, Now(call), 0, call.Integer(0), call.Text(1), 2)),
        new("getPastTime", 2, 3, call => Shift(call, Now(call), 0, Negated(call, 0), call.Text(1), 2)),
        new("startOfDay", 1, 2, call => StartOf(call, time => time.Date)),
        new("startOfHour", 1, 2, call => StartOf(call, time => time.Date.AddHours(time.Hour))),
        new("startOfMonth", 1, 2, call => StartOf(call, time => time.Date.AddDays(1 - time.Day))),
        new("subtractFromTime", 3, 4, call => Shift(call, Timestamp.Read(call, 0), 1, Negated(call, 1), call.Text(2), 3)),
        new("ticks", 1, 1, call => Timestamp.Read(call, 0).Value.Ticks),
        new("utcNow", 0, 1, call => call.Result(Now(call).Format(call, 0))),
    ];

    private static Timestamp Now(FunctionCall call) => new(call.Options.Time.GetUtcNow().UtcDateTime);

    private static long Negated(FunctionCall call, int index) =>
        call.Integer(index) is var count && count != long.MinValue ? -count : throw call.ErrorAt(index, "The count is too large.");

    private static JsonValue StartOf(FunctionCall call, Func<DateTime, DateTime> start)
    {
        var time = Timestamp.Read(call, 0);
        return call.Result(time.With(start(time.Value)).Format(call, 1));
    }

    private static JsonValue Shift(FunctionCall call, string unit) => Shift(call, Timestamp.Read(call, 0), 1, call.Integer(1), unit, 2);

    private static JsonValue Shift(FunctionCall call, Timestamp time, int countIndex, long count, string unit, int formatIndex)
    {
        DateTime moved;
        try
        {
            moved = unit.ToUpperInvariant() switch
            {
                "SECOND" => time.Value.AddSeconds(count),
                "MINUTE" => time.Value.AddMinutes(count),
                "HOUR" => time.Value.AddHours(count),
                "DAY" => time.Value.AddDays(count),
                "WEEK" => time.Value.AddDays(checked(count * 7)),
                "MONTH" => time.Value.AddMonths(checked((int)count)),
                "YEAR" => time.Value.AddYears(checked((int)count)),
                _ => throw call.ErrorAt(countIndex + 1, $"'{unit}' is no unit of time; use Second, Minute, Hour, Day, Week, Month or Year."),
            };
        }
        catch (Exception problem) when (problem is ArgumentOutOfRangeException or OverflowException)
        {
            throw call.ErrorAt(countIndex, $"'{call.Name}' would leave the years 1 to 9999.");
        }

        return call.Result(time.With(moved).Format(call, formatIndex));
    }
}
