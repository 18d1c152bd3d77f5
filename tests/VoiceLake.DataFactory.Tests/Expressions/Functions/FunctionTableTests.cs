using System.Reflection;
using VoiceLake.DataFactory.Expressions;

namespace VoiceLake.DataFactory.Tests.Expressions.Functions;

public class FunctionTableTests
{
    /// <summary>Every function that Microsoft documents, as <c>name</c>, for the counts below.</summary>
    private const string Documented = """
        concat endsWith guid indexOf lastIndexOf replace split startsWith substring toLower toUpper trim
        contains empty first intersection join last length skip take union
        and equals greater greaterOrEquals if less lessOrEquals not or
        array base64 base64ToBinary base64ToString binary bool coalesce createArray dataUri dataUriToBinary dataUriToString
        decodeBase64 decodeDataUri decodeUriComponent encodeUriComponent float int json string uriComponent uriComponentToBinary
        uriComponentToString xml xpath
        add div max min mod mul rand range sub
        addDays addHours addMinutes addSeconds addToTime convertFromUtc convertTimeZone convertToUtc dayOfMonth dayOfWeek dayOfYear
        formatDateTime getFutureTime getPastTime startOfDay startOfHour startOfMonth subtractFromTime ticks utcNow
        """;

    private static readonly string[] Surroundings = ["pipeline", "activity", "item", "variables", "dataset", "linkedService", "trigger"];

    private static string[] Names => Documented.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [Fact]
    public void The_functions_are_the_documented_ones_and_those_of_the_surroundings() =>
        ExpressionFunctions.All.Select(function => function.Name).ShouldBe(Names.Concat(Surroundings), ignoreOrder: true);

    [Fact]
    public void Every_function_has_five_cases_in_the_tables_and_an_error_among_them()
    {
        var cases = typeof(FunctionTableTests).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(FunctionTableTests).Namespace)
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>())
            .Select(row => row.Data.Select(cell => cell as string ?? "").ToArray())
            .ToArray();
        string[] Of(string name) => [.. cases
            .Where(row => row.Any(cell => cell.StartsWith(name + "(", StringComparison.OrdinalIgnoreCase)))
            .Select(row => row[^1])];

        cases.Length.ShouldBeGreaterThanOrEqualTo(450);
        Names.Where(name => Of(name).Length < 5).ShouldBeEmpty();
        Names.Where(name => !Of(name).Any(expected => expected.StartsWith("error: ", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ADD", "add", 2, 2)]
    [InlineData("utcnow", "utcNow", 0, 1)]
    [InlineData("concat", "concat", 1, null)]
    [InlineData("activity", "activity", 1, 1)]
    public void A_function_is_found_without_regard_to_case(string name, string written, int min, int? max) =>
        ExpressionFunctions.Find(name).ShouldBe(new ExpressionFunctionInfo(written, min, max));

    [Fact]
    public void An_unknown_function_is_not_found() => ExpressionFunctions.Find("sum").ShouldBeNull();
}
