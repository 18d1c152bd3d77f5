namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>Every function of the language in one place, found without regard to case.</summary>
internal static class FunctionTable
{
    /// <summary>The count of arguments of a function that takes any number.</summary>
    public const int Any = int.MaxValue;

    private static readonly Dictionary<string, ExpressionFunction> ByName = new IEnumerable<ExpressionFunction>[]
    {
        ScopeFunctions.All,
        StringFunctions.All,
        CollectionFunctions.All,
        LogicalFunctions.All,
        ConversionFunctions.All,
        EncodingFunctions.All,
        XmlFunctions.All,
        MathFunctions.All,
        DateFunctions.All,
        TimeZoneFunctions.All,
    }.SelectMany(family => family).ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<ExpressionFunction> All => ByName.Values;

    public static ExpressionFunction? Find(string name) => ByName.GetValueOrDefault(name);

    public static string UnknownProblem(string name)
    {
        var near = All.Select(function => (function.Name, Distance: Distance(function.Name.ToUpperInvariant(), name.ToUpperInvariant())))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Name, StringComparer.Ordinal).First();
        return near.Distance <= (name.Length + 1) / 3
            ? $"There is no function '{name}'; did you mean '{near.Name}'?"
            : $"There is no function '{name}' in Data Factory's expression language; put text in quotes.";
    }

    /// <summary>How many letters must be put in, taken out or changed to get from one to the other.</summary>
    private static int Distance(string left, string right)
    {
        if (right.Length > left.Length * 3)
        {
            return int.MaxValue;
        }

        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var line = new int[right.Length + 1];
            line[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = above[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                line[column] = Math.Min(change, Math.Min(above[column], line[column - 1]) + 1);
            }

            above = line;
        }

        return above[^1];
    }
}
