using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Running.Schedules;

/// <summary>When a schedule trigger fires: every so many minutes, hours, days, weeks or months from a start, at the times that its schedule lists.</summary>
/// <remarks>
/// Notebook: 04-adf-orchestration
/// <para>Times are those of the trigger's zone. One that the clock leaps over comes as much later as the clock leaps; one that comes twice
/// counts the first time. Weeks are counted from the day of the start. A month without a listed day has no occurrence on it.</para>
/// </remarks>
public sealed class Recurrence
{
    // Months that never have their days, such as 31 February, end the search: the calendar repeats itself after 400 years.
    private const int CalendarMonths = 4_800;
    private readonly RecurrenceSettings _settings;

    private Recurrence(RecurrenceSettings settings) => _settings = settings;

    /// <summary>The recurrence of a trigger.</summary>
    /// <exception cref="FactoryModelException">It lacks a start, or holds what its frequency does not allow.</exception>
    public static Recurrence Of(ScheduleTrigger trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return new Recurrence(RecurrenceReader.Read(trigger));
    }

    /// <summary>The first occurrence after a time; null where none comes any more.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset time)
    {
        var first = FirstPeriod(time);
        var last = first + 4 + (_settings.Frequency == Frequency.Month ? CalendarMonths / _settings.Interval : 0);
        for (var period = first; period <= last; period++)
        {
            foreach (var occurrence in OccurrencesIn(period).Order())
            {
                if (occurrence > _settings.End)
                {
                    return null;
                }

                if (occurrence > time && occurrence >= _settings.Start)
                {
                    return occurrence;
                }
            }
        }

        return null;
    }

    /// <summary>A period that lies before the time, or holds it; periods are counted from the start in steps of the interval.</summary>
    private long FirstPeriod(DateTimeOffset time)
    {
        var passed = time - _settings.Start;
        var periods = _settings.Frequency switch
        {
            Frequency.Minute => passed.TotalMinutes,
            Frequency.Hour => passed.TotalHours,
            Frequency.Day => passed.TotalDays,
            Frequency.Week => passed.TotalDays / 7,
            _ => passed.TotalDays / 31,
        };
        // A day less than passed: the zone's clock may have been put back since.
        return Math.Max(0, (long)(periods / _settings.Interval) - 2);
    }

    private IEnumerable<DateTimeOffset> OccurrencesIn(long period)
    {
        var steps = period * _settings.Interval;
        return _settings.Frequency switch
        {
            Frequency.Minute => [_settings.Start.AddMinutes(steps)],
            Frequency.Hour when _settings.Minutes is null => [_settings.Start.AddHours(steps)],
            Frequency.Hour => _settings.Minutes.Select(minute => _settings.Start.AddHours(steps).AddMinutes(minute - _settings.LocalStart.Minute)),
            Frequency.Day => TimesOf(_settings.LocalStart.Date.AddDays(steps)),
            Frequency.Week => Enumerable.Range(0, 7).Select(day => _settings.LocalStart.Date.AddDays((steps * 7) + day))
                .Where(day => _settings.WeekDays?.Contains(day.DayOfWeek) ?? day.DayOfWeek == _settings.LocalStart.DayOfWeek)
                .SelectMany(TimesOf),
            _ => DaysOf(new DateTime(_settings.LocalStart.Year, _settings.LocalStart.Month, 1).AddMonths((int)steps)).Distinct().SelectMany(TimesOf),
        };
    }

    private IEnumerable<DateTime> DaysOf(DateTime month)
    {
        var length = DateTime.DaysInMonth(month.Year, month.Month);
        return _settings switch
        {
            { MonthlyOccurrences: { } occurrences } => occurrences.SelectMany(wanted => DaysOf(month, length, wanted.Day, wanted.Occurrence)),
            { MonthDays: { } days } => days.Select(day => day < 0 ? length + 1 + day : day).Where(day => day >= 1 && day <= length).Select(day => month.AddDays(day - 1)),
            _ => _settings.LocalStart.Day <= length ? [month.AddDays(_settings.LocalStart.Day - 1)] : [],
        };
    }

    private static IEnumerable<DateTime> DaysOf(DateTime month, int length, DayOfWeek day, int occurrence)
    {
        var all = Enumerable.Range(0, length).Select(i => month.AddDays(i)).Where(found => found.DayOfWeek == day).ToList();
        var index = occurrence > 0 ? occurrence - 1 : all.Count + occurrence;
        return index >= 0 && index < all.Count ? [all[index]] : [];
    }

    private IEnumerable<DateTimeOffset> TimesOf(DateTime day) =>
        from hour in _settings.Hours ?? [_settings.LocalStart.Hour]
        from minute in _settings.Minutes ?? [_settings.LocalStart.Minute]
        select InZone(day.AddHours(hour).AddMinutes(minute).AddSeconds(_settings.Minutes is null && _settings.Hours is null ? _settings.LocalStart.Second : 0));

    private DateTimeOffset InZone(DateTime local)
    {
        var zone = _settings.Zone;
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-3))
            : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
