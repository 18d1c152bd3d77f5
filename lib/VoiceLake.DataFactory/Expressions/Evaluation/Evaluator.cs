using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Functions;
using VoiceLake.DataFactory.Expressions.Syntax;

namespace VoiceLake.DataFactory.Expressions.Evaluation;

/// <summary>Evaluates one expression in one scope; values of the scope are shared, never changed.</summary>
internal sealed class Evaluator(string text, ExpressionScope scope, ExpressionOptions options)
{
    public ExpressionScope Scope => scope;

    public ExpressionOptions Options => options;

    public Budget Budget { get; } = new();

    public JsonNode? Evaluate(ExpressionSyntax syntax) => syntax switch
    {
        LiteralSyntax literal => literal.Value,
        CallSyntax call => Call(call),
        AccessSyntax access => Access(access),
        InterpolationSyntax parts => Interpolate(parts),
        _ => throw new UnreachableException(),
    };

    public ExpressionException Error(int position, string problem) => new(text, position, problem);

    private JsonNode? Call(CallSyntax syntax)
    {
        var call = new FunctionCall(this, syntax);
        if (!syntax.Function.IsLazy)
        {
            call.EvaluateAll();
        }

        return syntax.Function.Body(call);
    }

    private JsonValue Interpolate(InterpolationSyntax syntax)
    {
        var result = new StringBuilder();
        foreach (var part in syntax.Parts)
        {
            var value = Values.ToText(Evaluate(part));
            if (!Budget.TryTakeCharacters(value.Length))
            {
                throw Error(part.Position, FunctionCall.TooLong);
            }

            result.Append(value);
        }

        return JsonValue.Create(result.ToString());
    }

    private JsonNode? Access(AccessSyntax syntax)
    {
        var value = Evaluate(syntax.Target);
        foreach (var step in syntax.Steps)
        {
            value = Access(value, step, Evaluate(step.Key));
        }

        return value;
    }

    private JsonNode? Access(JsonNode? value, AccessStep step, JsonNode? key)
    {
        switch (Values.KindOf(value), Values.KindOf(key))
        {
            case (Kind.Null, _):
                return step.IsOptional ? null : throw Error(step.Position, $"'{Values.ToText(key)}' cannot be taken of null; write '?' before it to get null instead.");
            case (Kind.Object, Kind.String):
                var name = key!.ToString();
                return Values.TryFind(value!.AsObject(), name, out var found) || step.IsOptional ? found : throw Error(step.Position, Missing(value.AsObject(), name));
            case (Kind.Array, Kind.Integer):
                var (items, index) = (value!.AsArray(), Number.Read((JsonValue)key!).Integer);
                return index >= 0 && index < items.Count ? items[(int)index]
                    : step.IsOptional ? null
                    : throw Error(step.Position, $"The index {index} is outside the array, which has {items.Count} item(s) from 0; write '?' before '[' to get null instead.");
            case (Kind.Object, _):
                throw Error(step.Position, $"A property is named by a String, not by {Values.Describe(key)}.");
            case (Kind.Array, _):
                throw Error(step.Position, $"An item of an array is chosen by an Integer, such as [0], not by {Values.Describe(key)}.");
            default:
                throw Error(step.Position, $"'{Values.ToText(key)}' cannot be taken of {Values.Describe(value)}: only objects have properties and only arrays items; call json(…) if it is JSON as text.");
        }
    }

    private static string Missing(JsonObject found, string name)
    {
        var names = string.Join(", ", found.Select(pair => $"'{pair.Key}'").Take(20));
        return $"There is no property '{name}'{(names.Length == 0 ? "; the object is empty" : $"; there are {names}")}. Write '?' before it to get null instead.";
    }
}
