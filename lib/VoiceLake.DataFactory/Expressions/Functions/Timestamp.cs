using System.Globalization;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>A point in time as text gives it: in UTC (<c>Z</c>), without a zone, or with an offset, which is converted to UTC and shown as +00:00.</summary>
/// <param name="Value">The point in time; its kind is UTC or unspecified.</param>
/// <param name="HasOffset">Whether the text had an offset.</param>
internal readonly record struct Timestamp(DateTime Value, bool HasOffset = false)
{
    private const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.NoCurrentDateDefault;

    // The documented results are American English; the program runs without culture data, so the patterns stand here.
    private static readonly DateTimeFormatInfo English = new()
    {
        FullDateTimePattern = "dddd, MMMM d, yyyy h:mm:ss tt",
        LongDatePattern = "dddd, MMMM d, yyyy",
        LongTimePattern = "h:mm:ss tt",
        MonthDayPattern = "MMMM d",
        ShortDatePattern = "M/d/yyyy",
        ShortTimePattern = "h:mm tt",
        YearMonthPattern = "MMMM yyyy",
    };

    /// <summary>The point in time that an argument gives as text.</summary>
    public static Timestamp Read(FunctionCall call, int index)
    {
        var text = call.Text(index);
        if (DateTime.TryParse(text, English, Styles | DateTimeStyles.RoundtripKind, out var value) && value.Kind != DateTimeKind.Local)
        {
            return new Timestamp(value);
        }

        // A local time is one with an offset, converted to the zone of this machine: it is read again without that.
        return value.Kind == DateTimeKind.Local && DateTimeOffset.TryParse(text, English, DateTimeStyles.AllowWhiteSpaces, out var moment)
            ? new Timestamp(moment.UtcDateTime, HasOffset: true)
            : throw call.ErrorAt(index, $"'{call.Name}' cannot read '{text}' as a time; write it like 2018-03-15T13:00:00Z.");
    }

    /// <summary>The same with another value.</summary>
    public Timestamp With(DateTime value) => this with { Value = DateTime.SpecifyKind(value, Value.Kind) };

    /// <summary>As text in a .NET format, which is the argument at an index; <c>o</c> without it.</summary>
    public string Format(FunctionCall call, int index)
    {
        var format = call.OptionalText(index) ?? "o";
        try
        {
            return HasOffset
                ? new DateTimeOffset(DateTime.SpecifyKind(Value, DateTimeKind.Unspecified), TimeSpan.Zero).ToString(format, English)
                : Value.ToString(format, English);
        }
        catch (FormatException)
        {
            throw call.ErrorAt(index, $"'{format}' is no format of a time; use one letter such as 'D' or 'o', or a pattern such as 'yyyy-MM-dd'.");
        }
    }
}
