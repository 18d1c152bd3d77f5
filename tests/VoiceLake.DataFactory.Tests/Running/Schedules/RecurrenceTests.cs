using System.Globalization;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Schedules;

namespace VoiceLake.DataFactory.Tests.Running.Schedules;

public sealed class RecurrenceTests
{
    [Theory]
    // Without a schedule: steps from the start, which need not be later than the time asked for.
    [InlineData("""{"frequency":"Minute","interval":15,"startTime":"2026-01-01T00:05:00Z"}""", "2026-01-01T00:00", "00:05 00:20 00:35")]
    [InlineData("""{"frequency":"Minute","interval":7,"startTime":"2020-01-01T00:00:00Z"}""", "2026-01-01T00:00", "00:02 00:09 00:16")]
    [InlineData("""{"frequency":"Hour","interval":5,"startTime":"2026-01-01T01:30:00Z"}""", "2026-01-01T00:00", "01:30 06:30 11:30")]
    [InlineData("""{"frequency":"Day","interval":1,"startTime":"2026-01-01T02:00:00Z","timeZone":"UTC"}""", "2026-01-01T02:00", "02T02:00 03T02:00")]
    [InlineData("""{"frequency":"Day","interval":3,"startTime":"2026-01-01T02:00:30Z"}""", "2026-01-02T00:00", "04T02:00:30 07T02:00:30")]
    [InlineData("""{"frequency":"Week","interval":2,"startTime":"2026-01-01T02:00:00Z"}""", "2026-01-02T00:00", "15T02:00 29T02:00")]
    [InlineData("""{"frequency":"Month","interval":1,"startTime":"2026-01-31T02:00:00Z"}""", "2026-01-01T00:00", "01-31T02:00 03-31T02:00 05-31T02:00")]
    [InlineData("""{"frequency":"Month","interval":3,"startTime":"2026-01-10T02:00:00Z"}""", "2026-01-10T02:00", "04-10T02:00 07-10T02:00")]
    // The end belongs to it.
    [InlineData("""{"frequency":"Hour","interval":1,"startTime":"2026-01-01T00:00:00Z","endTime":"2026-01-01T02:00:00Z"}""", "2026-01-01T00:30", "01:00 02:00 none")]
    // With a schedule.
    [InlineData("""{"frequency":"Hour","interval":1,"startTime":"2026-01-01T00:00:00Z","schedule":{"minutes":[45,15]}}""", "2026-01-01T00:15", "00:45 01:15 01:45")]
    [InlineData("""{"frequency":"Hour","interval":6,"startTime":"2026-01-01T00:20:00Z","schedule":{"minutes":[0,30]}}""", "2026-01-01T00:00", "00:30 06:00 06:30")]
    [InlineData("""{"frequency":"Day","interval":1,"startTime":"2026-01-01T00:00:00Z","schedule":{"hours":[17,5],"minutes":[15,45]}}""", "2026-01-01T05:15", "05:45 17:15 17:45 02T05:15")]
    [InlineData("""{"frequency":"Day","interval":2,"startTime":"2026-01-01T08:10:00Z","schedule":{"hours":[5]}}""", "2026-01-01T00:00", "03T05:10 05T05:10")]
    [InlineData("""{"frequency":"Week","interval":1,"startTime":"2026-01-01T06:00:00Z","schedule":{"weekDays":["Monday","friday"]}}""", "2026-01-01T00:00", "02T06:00 05T06:00 09T06:00")]
    [InlineData("""{"frequency":"Week","interval":2,"startTime":"2026-01-01T06:00:00Z","schedule":{"weekDays":["Monday"],"hours":[3]}}""", "2026-01-01T00:00", "05T03:00 19T03:00")]
    [InlineData("""{"frequency":"Month","interval":1,"startTime":"2026-01-01T06:00:00Z","schedule":{"monthDays":[-1,15]}}""", "2026-01-20T00:00", "01-31T06:00 02-15T06:00 02-28T06:00")]
    [InlineData("""{"frequency":"Month","interval":1,"startTime":"2026-01-01T06:00:00Z","schedule":{"monthDays":[30]}}""", "2026-01-30T06:00", "03-30T06:00")]
    [InlineData("""{"frequency":"Month","interval":1,"startTime":"2026-01-01T06:00:00Z","schedule":{"monthlyOccurrences":[{"day":"Friday","occurrence":-1},{"day":"Monday","occurrence":1}]}}""", "2026-01-01T00:00", "01-05T06:00 01-30T06:00 02-02T06:00")]
    [InlineData("""{"frequency":"Month","interval":12,"startTime":"2026-02-01T06:00:00Z","schedule":{"monthDays":[30]}}""", "2026-01-01T00:00", "none")]
    [InlineData("""{"frequency":"Month","interval":12,"startTime":"2024-02-29T06:00:00Z"}""", "2026-01-01T00:00", "2028-02-29T06:00 2032-02-29T06:00")]
    // In a zone: the clock on its wall counts, in summer and in winter.
    [InlineData("""{"frequency":"Day","interval":1,"startTime":"2026-03-28T02:00:00","timeZone":"W. Europe Standard Time"}""", "2026-03-28T00:00", "03-28T01:00 03-29T01:00 03-30T00:00")]
    [InlineData("""{"frequency":"Day","interval":1,"startTime":"2026-03-28T02:30:00","timeZone":"W. Europe Standard Time"}""", "2026-03-28T12:00", "03-29T01:30 03-30T00:30")]
    [InlineData("""{"frequency":"Day","interval":1,"startTime":"2026-10-24T02:30:00","timeZone":"Europe/Berlin"}""", "2026-10-24T12:00", "10-25T00:30 10-26T01:30")]
    [InlineData("""{"frequency":"Hour","interval":1,"startTime":"2026-10-25T00:30:00Z","timeZone":"W. Europe Standard Time"}""", "2026-10-25T00:00", "00:30 01:30 02:30")]
    [InlineData("""{"frequency":"Week","interval":1,"startTime":"2026-01-01T23:00:00","timeZone":"Pacific Standard Time","schedule":{"weekDays":["Thursday"]}}""", "2026-01-01T00:00", "02T07:00 09T07:00")]
    public void Occurrences(string recurrence, string after, string expected)
    {
        var time = DateTimeOffset.Parse(after + "Z", CultureInfo.InvariantCulture);
        var day = time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var subject = Recurrence.Of(Trigger(recurrence));

        foreach (var text in expected.Split(' '))
        {
            var next = subject.NextAfter(time);
            if (text == "none")
            {
                next.ShouldBeNull();
                break;
            }

            // What is left out at the front is the day asked from.
            var full = text.Contains('T', StringComparison.Ordinal) ? day[..Math.Max(0, 10 - text.IndexOf('T', StringComparison.Ordinal))] + text : $"{day}T{text}";
            next.ShouldBe(DateTimeOffset.Parse(full + "Z", CultureInfo.InvariantCulture), text);
            time = next!.Value;
        }
    }

    [Theory]
    [InlineData("""{"frequency":"Fortnight","interval":1,"startTime":"2026-01-01T00:00:00Z"}""", "recurrence.frequency", "'Fortnight' is none of Minute, Hour, Day, Week, Month")]
    [InlineData("""{"frequency":"Day","interval":0,"startTime":"2026-01-01T00:00:00Z"}""", "recurrence.interval", "0 is no interval")]
    [InlineData("""{"frequency":"Month","interval":2000000000,"startTime":"2026-01-01T00:00:00Z"}""", "recurrence.interval", "from 1 to 10000")]
    [InlineData("""{"frequency":"Day","interval":1}""", "recurrence.startTime", "missing")]
    [InlineData("""{"frequency":"Day","interval":1,"startTime":"soon"}""", "recurrence.startTime", "'soon' is no time")]
    [InlineData("""{"frequency":"Day","interval":1,"startTime":"2026-01-01T00:00:00Z","timeZone":"Atlantis"}""", "recurrence.timeZone", "'Atlantis'")]
    [InlineData("""{"frequency":"Day","interval":1,"startTime":"2026-01-01T00:00:00Z","schedule":{"hours":[24]}}""", "schedule.hours[0]", "24 is out of range")]
    [InlineData("""{"frequency":"Day","interval":1,"startTime":"2026-01-01T00:00:00Z","schedule":{"hours":[]}}""", "schedule.hours", "no list with items")]
    [InlineData("""{"frequency":"Day","interval":1,"startTime":"2026-01-01T00:00:00Z","schedule":{"weekDays":["Monday"]}}""", "schedule.weekDays", "no meaning for the frequency Day")]
    [InlineData("""{"frequency":"Hour","interval":1,"startTime":"2026-01-01T00:00:00Z","schedule":{"hours":[1]}}""", "schedule.hours", "no meaning for the frequency Hour")]
    [InlineData("""{"frequency":"Month","interval":1,"startTime":"2026-01-01T00:00:00Z","schedule":{"monthDays":[0]}}""", "schedule.monthDays[0]", "other than 0")]
    [InlineData("""{"frequency":"Month","interval":1,"startTime":"2026-01-01T00:00:00Z","schedule":{"monthDays":[1],"monthlyOccurrences":[{"day":"Monday","occurrence":1}]}}""", "schedule", "give one of them")]
    [InlineData("""{"frequency":"Week","interval":1,"startTime":"2026-01-01T00:00:00Z","schedule":{"weekdays":["Monday"]}}""", "schedule.weekdays", "not supported here")]
    public void What_is_no_recurrence_is_refused_with_its_place(string recurrence, string path, string part)
    {
        var refused = Should.Throw<FactoryModelException>(() => Recurrence.Of(Trigger(recurrence)));

        refused.Path.ShouldEndWith(path);
        refused.Message.ShouldContain(part);
    }

    private static ScheduleTrigger Trigger(string recurrence) => (ScheduleTrigger)FactoryResource.Read(
        FactoryResourceKind.Trigger,
        """{"name":"t","properties":{"type":"ScheduleTrigger","typeProperties":{"recurrence":%},"pipelines":[]}}""".Replace("%", recurrence, StringComparison.Ordinal),
        "trigger/t.json");
}
