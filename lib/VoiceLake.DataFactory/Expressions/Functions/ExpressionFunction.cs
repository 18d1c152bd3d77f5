using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>A function of the language.</summary>
/// <param name="Name">Its name as Microsoft writes it.</param>
/// <param name="Min">How many arguments it needs.</param>
/// <param name="Max">How many it takes.</param>
/// <param name="Body">What it does.</param>
/// <param name="IsLazy">Whether the body asks for arguments as it needs them, instead of having all evaluated before.</param>
internal sealed record ExpressionFunction(string Name, int Min, int Max, Func<FunctionCall, JsonNode?> Body, bool IsLazy = false)
{
    /// <summary>The counts in words, such as <c>1 to 2 arguments</c>.</summary>
    public string Counts => Max switch
    {
        0 => "no arguments",
        FunctionTable.Any => $"{Min} argument(s) or more",
        _ when Min == Max => $"{Min} argument(s)",
        _ => $"{Min} to {Max} arguments",
    };
}
