using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>Functions of booleans and comparisons.</summary>
/// <remarks>
/// <c>and</c> and <c>or</c> take exactly two arguments in Data Factory (MicrosoftDocs/azure-docs issues 54944 and 55549), other than in Logic Apps,
/// and leave the second alone when the first decides. <c>if</c> evaluates one of its two values.
/// </remarks>
internal static class LogicalFunctions
{
    public static IEnumerable<ExpressionFunction> All { get; } =
    [
        new("and", 2, 2, call => call.Boolean(0) && call.Boolean(1), IsLazy: true),
        new("equals", 2, 2, call => Values.AreEqual(call[0], call[1])),
        new("greater", 2, 2, call => Compare(call) > 0),
        new("greaterOrEquals", 2, 2, call => Compare(call) >= 0),
        new("if", 3, 3, call => call.Boolean(0) ? call[1] : call[2], IsLazy: true),
        new("less", 2, 2, call => Compare(call) < 0),
        new("lessOrEquals", 2, 2, call => Compare(call) <= 0),
        new("not", 1, 1, call => !call.Boolean(0)),
        new("or", 2, 2, call => call.Boolean(0) || call.Boolean(1), IsLazy: true),
    ];

    private static int Compare(FunctionCall call) => call.KindAt(0) switch
    {
        Kind.Integer or Kind.Float => call.Number(0).CompareTo(call.Number(1)),
        Kind.String => string.Compare(call.Text(0), call.Text(1), StringComparison.OrdinalIgnoreCase),
        _ => throw call.WrongKind(0, "an Integer, a Float or a String"),
    };
}
