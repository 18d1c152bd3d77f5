using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Syntax;

namespace VoiceLake.DataFactory.Expressions.Evaluation;

/// <summary>One call of a function: its arguments by kind, and errors that say which argument is wrong.</summary>
internal sealed class FunctionCall(Evaluator evaluator, CallSyntax syntax)
{
    public static readonly string TooLong = $"The text would grow over {Budget.MaxCharacters} characters; make it in parts.";

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth"];

    private readonly (bool IsKnown, JsonNode? Value)[] _values = new (bool, JsonNode?)[syntax.Arguments.Count];

    public int Count => _values.Length;

    public string Name => syntax.Function.Name;

    public ExpressionScope Scope => evaluator.Scope;

    public ExpressionOptions Options => evaluator.Options;

    /// <summary>An argument's value; evaluated the first time it is asked for.</summary>
    public JsonNode? this[int index]
    {
        get
        {
            if (!_values[index].IsKnown)
            {
                _values[index] = (true, evaluator.Evaluate(syntax.Arguments[index]));
            }

            return _values[index].Value;
        }
    }

    public IReadOnlyList<JsonNode?> All => [.. Enumerable.Range(0, Count).Select(index => this[index])];

    public void EvaluateAll()
    {
        for (var index = 0; index < Count; index++)
        {
            _ = this[index];
        }
    }

    public Kind KindAt(int index) => Values.KindOf(this[index]);

    public string Text(int index) => Values.TextOrNull(this[index]) ?? throw WrongKind(index, "a String");

    /// <summary>A text that may be left out or null.</summary>
    public string? OptionalText(int index) => index >= Count || KindAt(index) == Kind.Null ? null : Text(index);

    public bool Boolean(int index) => KindAt(index) == Kind.Boolean ? this[index]!.GetValue<bool>() : throw WrongKind(index, "a Boolean");

    public Number Number(int index) =>
        KindAt(index) is Kind.Integer or Kind.Float ? Evaluation.Number.Read((JsonValue)this[index]!) : throw WrongKind(index, "an Integer or a Float");

    public long Integer(int index) => KindAt(index) == Kind.Integer ? Number(index).Integer : throw WrongKind(index, "an Integer");

    public JsonArray Array(int index) => this[index] as JsonArray ?? throw WrongKind(index, "an Array");

    public JsonValue Result(string text)
    {
        TakeCharacters(text.Length);
        return JsonValue.Create(text);
    }

    public void TakeCharacters(long count)
    {
        if (!evaluator.Budget.TryTakeCharacters(count))
        {
            throw Error(TooLong);
        }
    }

    public void TakeItems(long count)
    {
        if (!evaluator.Budget.TryTakeItems(count))
        {
            throw Error($"More than {Budget.MaxItems} items would be made; a ForEach takes 100000.");
        }
    }

    public ExpressionException WrongKind(int index, string expected) => ErrorAt(
        index, $"'{Name}' expects {expected} as its {(index < Ordinals.Length ? Ordinals[index] : $"{index + 1}th")} argument, not {Values.Describe(this[index])}{Hint(index, expected)}.");

    public ExpressionException ErrorAt(int index, string problem) => evaluator.Error(syntax.Arguments[index].Position, problem);

    public ExpressionException Error(string problem) => evaluator.Error(syntax.Position, problem);

    private string Hint(int index, string expected) => (KindAt(index), expected) switch
    {
        (Kind.Null, _) => "; give a default with coalesce(…)",
        (Kind.String, "an Integer" or "an Integer or a Float") => "; convert it with int(…) or float(…)",
        (Kind.Float, "an Integer") => "; cut it with div(…, 1) or write it without a point",
        (Kind.String, "a Boolean") => "; convert it with bool(…) or compare it with equals(…)",
        (Kind.String, "an Array") => "; make one with json(…), split(…) or createArray(…)",
        (_, "a String") => "; convert it with string(…)",
        _ => "",
    };
}
