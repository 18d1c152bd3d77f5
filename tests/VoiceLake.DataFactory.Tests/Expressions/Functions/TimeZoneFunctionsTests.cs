using VoiceLake.DataFactory.Expressions.Functions;

namespace VoiceLake.DataFactory.Tests.Expressions.Functions;

public class TimeZoneFunctionsTests
{
    [Theory]
    [InlineData("convertFromUtc('2018-01-01T08:00:00.0000000Z', 'Pacific Standard Time')", "'2018-01-01T00:00:00.0000000'")]
    [InlineData("convertFromUtc('2018-01-01T08:00:00.0000000Z', 'Pacific Standard Time', 'D')", "'Monday, January 1, 2018'")]
    [InlineData("convertFromUtc('2018-07-01T08:00:00Z', 'Europe/Berlin')", "'2018-07-01T10:00:00.0000000'")]
    [InlineData("convertFromUtc('2018-07-01T08:00:00', 'w. europe standard time')", "'2018-07-01T10:00:00.0000000'")]
    [InlineData("convertFromUtc('2018-07-01T08:00:00+02:00', 'India Standard Time')", "'2018-07-01T11:30:00.0000000'")]
    [InlineData("convertFromUtc('2018-07-01T08:00:00Z', 'UTC')", "'2018-07-01T08:00:00.0000000Z'")]
    [InlineData("convertFromUtc('2018-07-01T08:00:00Z', 'Mars Time')", "error: There is no time zone 'Mars Time' on this machine; use a Windows name such as 'Pacific Standard Time'")]
    [InlineData("convertFromUtc('2018-07-01T08:00:00Z', 1)", "error: 'convertFromUtc' expects a String as its second argument, not an Integer")]
    [InlineData("convertTimeZone('2018-01-01T08:00:00.0000000Z', 'UTC', 'Pacific Standard Time')", "'2018-01-01T00:00:00.0000000'")]
    [InlineData("convertTimeZone('2018-01-01T08:00:00.0000000Z', 'UTC', 'Pacific Standard Time', 'D')", "'Monday, January 1, 2018'")]
    [InlineData("convertTimeZone('2018-01-01T08:00:00', 'Tokyo Standard Time', 'Europe/London')", "'2017-12-31T23:00:00.0000000'")]
    [InlineData("convertTimeZone('2018-01-01T08:00:00', 'Pacific Standard Time', 'UTC')", "'2018-01-01T16:00:00.0000000Z'")]
    [InlineData("convertTimeZone('2018-03-25T02:30:00', 'Europe/Berlin', 'UTC')", "error: There is no such time in 'Europe/Berlin': clocks were set forward over it")]
    [InlineData("convertTimeZone('2018-01-01', '', 'UTC')", "error: There is no time zone ''")]
    [InlineData("convertTimeZone(1, 'UTC', 'UTC')", "error: 'convertTimeZone' expects a String as its first argument")]
    [InlineData("convertToUtc('01/01/2018 00:00:00', 'Pacific Standard Time')", "'2018-01-01T08:00:00.0000000Z'")]
    [InlineData("convertToUtc('01/01/2018 00:00:00', 'Pacific Standard Time', 'D')", "'Monday, January 1, 2018'")]
    [InlineData("convertToUtc('2018-10-28T02:30:00', 'Europe/Berlin')", "'2018-10-28T01:30:00.0000000Z'")]
    [InlineData("convertToUtc('2018-01-01T00:00:00+01:00', 'Pacific Standard Time')", "'2017-12-31T23:00:00.0000000Z'")]
    [InlineData("convertToUtc('2018-01-01T00:00:00Z', 'UTC')", "'2018-01-01T00:00:00.0000000Z'")]
    [InlineData("convertToUtc('2018-01-01T00:00:00Z', 'Pacific Standard Time')", "error: The time is in UTC already, as its Z says")]
    [InlineData("convertToUtc('never', 'UTC')", "error: 'convertToUtc' cannot read 'never' as a time")]
    [InlineData("convertToUtc('2018-01-01', null)", "error: 'convertToUtc' expects a String as its second argument, not null")]
    public void A_time_zone_function_gives(string expression, string expected) => Cases.Check(expression, expected);

    [Fact]
    public void Every_windows_name_leads_to_a_zone_of_this_machine() =>
        TimeZones.WindowsNames.Where(name => TimeZones.Find(name) is null).ShouldBeEmpty();
}
