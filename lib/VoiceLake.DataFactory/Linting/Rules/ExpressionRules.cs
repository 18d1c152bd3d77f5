using System.Text.Json;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Rules;

/// <summary>The form of expressions.</summary>
internal static class ExpressionRules
{
    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("expression-syntax", "An expression is one of Data Factory's language: its functions, their counts of arguments, its brackets and quotes.", Unreadable),
        new("expression-length", "An expression has at most 8,192 characters.", TooLong),
        new("expression-type", "An object around an expression has the type Expression.", WrongTypes),
        new("expression-wanted", "What a loop goes through, and what a branch or a filter asks, is an expression.", PlainTexts),
    ];

    // Only triggers have these; they are left to Data Factory.
    private static bool IsOfTrigger(LintExpression expression) => expression.Resource.Kind == FactoryResourceKind.Trigger
        && (expression.Text.Contains("triggerBody(", StringComparison.OrdinalIgnoreCase) || expression.Text.Contains("triggerOutputs(", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Mistake> Unreadable(LintSubject subject) =>
        from expression in subject.Expressions
        where expression.Problem is not null && expression.Text.Length <= Expression.MaxLength && !IsOfTrigger(expression)
        let problem = expression.Problem!.Problem.TrimEnd('.')
        select new Mistake(expression.Place, $"At character {expression.Problem!.Position + 1} of {Shortened(expression.Text)}", char.ToLowerInvariant(problem[0]) + problem[1..]);

    private static IEnumerable<Mistake> TooLong(LintSubject subject) =>
        from expression in subject.Expressions
        where expression.Text.Length > Expression.MaxLength
        select new Mistake(expression.Place, $"The expression has {expression.Text.Length} characters, more than {Expression.MaxLength}", "compute parts of it in variables");

    // Parameters of stored procedures and scripts have types of their own, such as String: only what looks like Expression is taken for it.
    private static IEnumerable<Mistake> WrongTypes(LintSubject subject) =>
        from node in subject.Nodes
        where ModelJson.Find(node.Json, "value") is { ValueKind: JsonValueKind.String } value && ExpressionText.IsExpression(value.GetString()!)
        let type = ModelJson.Find(node.Json, "type")
        where type is { ValueKind: JsonValueKind.String } text && !text.ValueEquals(ExpressionText.TypeName)
            && NearestName.Find(text.GetString()!, [ExpressionText.TypeName]) is not null
        select new Mistake(node.Place.Child("type"), $"{type.Value.GetRawText()} does not make an expression of the text", $"write \"{ExpressionText.TypeName}\"");

    private static IEnumerable<Mistake> PlainTexts(LintSubject subject) =>
        from found in subject.Activities
        from value in Asked(found.Activity)
        where value is { IsExpression: false, Json.ValueKind: JsonValueKind.String } || (ModelJson.Find(value.Json, "value") is { } text && ExpressionText.Of(text) is null)
        select new Mistake(value.Place, $"{(value.Expression is null ? value.ToString() : $"'{value}'")} is a plain text", "begin it with @");

    private static Dynamic[] Asked(Activity activity) => activity switch
    {
        ForEachActivity loop => [loop.Items],
        UntilActivity loop => [loop.Expression],
        IfConditionActivity branch => [branch.Expression],
        FilterActivity filter => [filter.Items, filter.Condition],
        _ => [],
    };

    private static string Shortened(string text) => text.Length <= 120 ? $"'{text}'" : $"'{text[..120]}…'";
}
