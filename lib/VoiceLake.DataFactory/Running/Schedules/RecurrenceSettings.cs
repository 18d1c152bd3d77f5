namespace VoiceLake.DataFactory.Running.Schedules;

/// <summary>What lies between two occurrences.</summary>
internal enum Frequency
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

/// <summary>A trigger's recurrence, read and checked; null where the start's own value holds.</summary>
internal sealed record RecurrenceSettings(Frequency Frequency, int Interval, DateTimeOffset Start, DateTimeOffset End, TimeZoneInfo Zone)
{
    public IReadOnlyList<int>? Minutes { get; init; }

    public IReadOnlyList<int>? Hours { get; init; }

    public IReadOnlyList<DayOfWeek>? WeekDays { get; init; }

    /// <summary>Days of the month from 1, or from its end from -1.</summary>
    public IReadOnlyList<int>? MonthDays { get; init; }

    /// <summary>Such as the first Monday, or with -1 the last.</summary>
    public IReadOnlyList<(DayOfWeek Day, int Occurrence)>? MonthlyOccurrences { get; init; }

    public DateTime LocalStart => TimeZoneInfo.ConvertTime(Start, Zone).DateTime;
}
