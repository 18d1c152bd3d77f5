using VoiceLake.DataFactory.Expressions.Functions;

namespace VoiceLake.DataFactory.Expressions;

/// <summary>The functions of the expression language.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public static class ExpressionFunctions
{
    /// <summary>Every function with its counts of arguments, by name; <c>pipeline()</c>, <c>activity()</c> and their like are among them.</summary>
    public static IReadOnlyList<ExpressionFunctionInfo> All { get; } =
    [
        .. FunctionTable.All
            .Select(function => new ExpressionFunctionInfo(function.Name, function.Min, function.Max == FunctionTable.Any ? null : function.Max))
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The function of a name, matched without regard to case; null where there is none.</summary>
    public static ExpressionFunctionInfo? Find(string name) =>
        All.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One function of the expression language.</summary>
/// <param name="Name">Its name as Microsoft writes it.</param>
/// <param name="MinArguments">How many arguments it needs.</param>
/// <param name="MaxArguments">How many it takes at most; null without limit.</param>
public sealed record ExpressionFunctionInfo(string Name, int MinArguments, int? MaxArguments);
