using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>Arithmetic.</summary>
/// <remarks>
/// Two integers give an integer, checked for overflow; with a float the result is a float. <c>div</c> of integers cuts towards zero and
/// <c>mod</c> has the sign of the dividend; a divisor of 0 is an error for floats too. <c>max</c> and <c>min</c> give back the number as it was.
/// <c>rand</c> never gives its second argument.
/// </remarks>
internal static class MathFunctions
{
    public static IEnumerable<ExpressionFunction> All { get; } =
    [
        new("add", 2, 2, call => Calculate(call, (left, right) => checked(left + right), (left, right) => left + right)),
        new("div", 2, 2, call => Calculate(call, (left, right) => left / right, (left, right) => left / right, isDivision: true)),
        new("max", 1, FunctionTable.Any, call => Extreme(call, 1)),
        new("min", 1, FunctionTable.Any, call => Extreme(call, -1)),
        new("mod", 2, 2, call => Calculate(call, (left, right) => right == -1 ? 0 : left % right, (left, right) => left % right, isDivision: true)),
        new("mul", 2, 2, call => Calculate(call, (left, right) => checked(left * right), (left, right) => left * right)),
        new("rand", 2, 2, Rand),
        new("range", 2, 2, Range),
        new("sub", 2, 2, call => Calculate(call, (left, right) => checked(left - right), (left, right) => left - right)),
    ];

    private static JsonValue Calculate(FunctionCall call, Func<long, long, long> integers, Func<double, double, double> floats, bool isDivision = false)
    {
        var (left, right) = (call.Number(0), call.Number(1));
        if (isDivision && right.AsDouble == 0)
        {
            throw call.ErrorAt(1, $"'{call.Name}' cannot divide by 0.");
        }

        try
        {
            if (left.IsInteger && right.IsInteger)
            {
                return JsonValue.Create(integers(left.Integer, right.Integer));
            }
        }
        catch (OverflowException)
        {
            throw call.Error($"The result of '{call.Name}' does not fit into an Integer of 64 bits; make one of the numbers a Float with float(…).");
        }

        var result = floats(left.AsDouble, right.AsDouble);
        return double.IsFinite(result) ? JsonValue.Create(result) : throw call.Error($"The result of '{call.Name}' is too large for a Float.");
    }

    private static JsonValue Extreme(FunctionCall call, int sign)
    {
        Number[] numbers = call.Count == 1 && call[0] is JsonArray items
            ? [.. items.Select((item, index) => Values.KindOf(item) is Kind.Integer or Kind.Float
                ? Number.Read((JsonValue)item!)
                : throw call.ErrorAt(0, $"'{call.Name}' expects numbers, but item {index} of the array is {Values.Describe(item)}."))]
            : [.. Enumerable.Range(0, call.Count).Select(call.Number)];
        return numbers.Length > 0
            ? numbers.Aggregate((best, next) => next.CompareTo(best) * sign > 0 ? next : best).ToNode()
            : throw call.ErrorAt(0, $"'{call.Name}' of an empty array has no value; check with empty(…) first.");
    }

    private static JsonValue Rand(FunctionCall call)
    {
        var (from, to) = (call.Integer(0), call.Integer(1));
        return from < to
            ? JsonValue.Create(call.Options.Random.NextInt64(from, to))
            : throw call.ErrorAt(1, $"'rand' needs a second number above the first; {to} is not above {from}.");
    }

    private static JsonArray Range(FunctionCall call)
    {
        var (start, count) = (call.Integer(0), call.Integer(1));
        if (count < 0 || start > long.MaxValue - count)
        {
            throw call.ErrorAt(1, $"'range' makes 0 or more integers of 64 bits, not {count} from {start} on.");
        }

        call.TakeItems(count);
        var items = new JsonNode[count];
        for (var index = 0; index < count; index++)
        {
            items[index] = JsonValue.Create(start + index);
        }

        return new JsonArray(items);
    }
}
