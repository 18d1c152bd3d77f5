using System.Globalization;
using System.Text.Json;
using VoiceLake.DataFactory.Expressions.Functions;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Running.Schedules;

/// <summary>Reads a trigger's recurrence and refuses what Data Factory does not define, with its place.</summary>
internal static class RecurrenceReader
{
    public static RecurrenceSettings Read(ScheduleTrigger trigger)
    {
        var place = trigger.Place.Child("properties").Child("typeProperties").Child("recurrence");
        var json = ModelJson.Find(trigger.Json, "properties", "typeProperties", "recurrence") ?? throw place.Error("The trigger has no recurrence: write { \"frequency\": …, \"interval\": …, \"startTime\": … }.");
        var frequency = Name<Frequency>(trigger.Frequency, place.Child("frequency"));
        var longest = frequency is Frequency.Minute or Frequency.Hour ? 1_000_000 : 10_000;
        var interval = trigger.Interval is >= 1 and var number && number <= longest ? number : throw place.Child("interval").Error($"{trigger.Interval} is no interval: write a whole number from 1 to {longest}.");
        var zone = trigger.TimeZone is not { } name ? TimeZoneInfo.Utc
            : TimeZones.Find(name) ?? throw place.Child("timeZone").Error($"There is no time zone '{name}': write one such as UTC or W. Europe Standard Time.");
        var start = trigger.StartTime is { } text ? Time(text, zone, place.Child("startTime")) : throw place.Child("startTime").Error("The start is missing: write a time such as 2026-01-01T02:00:00Z.");
        var end = trigger.EndTime is { } last ? Time(last, zone, place.Child("endTime")) : DateTimeOffset.MaxValue;
        var settings = new RecurrenceSettings(frequency, interval, start, end, zone);
        return ModelJson.Find(json, "schedule") is { ValueKind: not JsonValueKind.Null } schedule ? WithSchedule(settings, schedule, place.Child("schedule")) : settings;
    }

    private static RecurrenceSettings WithSchedule(RecurrenceSettings settings, JsonElement schedule, JsonPlace place)
    {
        if (schedule.ValueKind != JsonValueKind.Object)
        {
            throw place.Error("The schedule is no object: write { … }.");
        }

        foreach (var member in schedule.EnumerateObject())
        {
            var allowed = member.Name switch
            {
                "minutes" => settings.Frequency != Frequency.Minute,
                "hours" => settings.Frequency is Frequency.Day or Frequency.Week or Frequency.Month,
                "weekDays" => settings.Frequency == Frequency.Week,
                "monthDays" or "monthlyOccurrences" => settings.Frequency == Frequency.Month,
                _ => throw place.Child(member.Name).Error($"'{member.Name}' is not supported here: use minutes, hours, weekDays, monthDays or monthlyOccurrences."),
            };
            if (!allowed)
            {
                throw place.Child(member.Name).Error($"'{member.Name}' has no meaning for the frequency {settings.Frequency}: take it away, or choose a longer frequency.");
            }
        }

        return ModelJson.Find(schedule, "monthDays") is not null && ModelJson.Find(schedule, "monthlyOccurrences") is not null
            ? throw place.Error("monthDays and monthlyOccurrences stand side by side: give one of them.")
            : settings with
            {
                Minutes = Numbers(schedule, "minutes", place, 0, 59),
                Hours = Numbers(schedule, "hours", place, 0, 23),
                WeekDays = Items(schedule, "weekDays", place)?.Select(item => Name<DayOfWeek>(Text(item.Json), item.Place)).ToList(),
                MonthDays = Numbers(schedule, "monthDays", place, -31, 31, zero: false),
                MonthlyOccurrences = Items(schedule, "monthlyOccurrences", place)?.Select(Occurrence).ToList(),
            };
    }

    private static (DayOfWeek Day, int Occurrence) Occurrence((JsonElement Json, JsonPlace Place) item) =>
    (
        Name<DayOfWeek>(ModelJson.Find(item.Json, "day") is { } day ? Text(day) : null, item.Place.Child("day")),
        ModelJson.Find(item.Json, "occurrence") is { } number ? Number(number, item.Place.Child("occurrence"), -5, 5, zero: false) : throw item.Place.Child("occurrence").Error("The occurrence is missing: write 1 for the first such day of the month, -1 for the last."));

    private static List<int>? Numbers(JsonElement schedule, string name, JsonPlace place, int least, int most, bool zero = true) =>
        Items(schedule, name, place)?.Select(item => Number(item.Json, item.Place, least, most, zero)).Distinct().ToList();

    private static IEnumerable<(JsonElement Json, JsonPlace Place)>? Items(JsonElement schedule, string name, JsonPlace place) => ModelJson.Find(schedule, name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Array } items when items.GetArrayLength() > 0 => items.EnumerateArray().Select((item, i) => (item, place.Child(name).Item(i))),
        _ => throw place.Child(name).Error($"'{name}' is no list with items: write [ … ], or take it away."),
    };

    private static int Number(JsonElement json, JsonPlace place, int least, int most, bool zero) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) && number >= least && number <= most && (zero || number != 0)
            ? number
            : throw place.Error($"{json.GetRawText()} is out of range: write a whole number from {least} to {most}{(zero ? "" : " other than 0")}.");

    private static string? Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText();

    private static T Name<T>(string? text, JsonPlace place)
        where T : struct, Enum => Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name)
            : throw place.Error($"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}: write one of them.");

    /// <summary>With an offset or Z a point in time, without one a time of the zone.</summary>
    private static DateTimeOffset Time(string text, TimeZoneInfo zone, JsonPlace place)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            throw place.Error($"'{text}' is no time: write one such as 2026-01-01T02:00:00Z.");
        }

        return time.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime()
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();
    }
}
