using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Syntax;

/// <summary>Lists what an expression names outside itself, without evaluating it.</summary>
internal static class ReferenceFinder
{
    public static IReadOnlyList<ExpressionReference> Find(ExpressionSyntax syntax) => [.. Walk(syntax).OrderBy(reference => reference.Position)];

    private static IEnumerable<ExpressionReference> Walk(ExpressionSyntax syntax) => syntax switch
    {
        CallSyntax call => [.. Of(call, []), .. call.Arguments.SelectMany(Walk)],
        AccessSyntax { Target: CallSyntax call } access =>
            [.. Of(call, access.Steps), .. call.Arguments.SelectMany(Walk), .. access.Steps.SelectMany(step => Walk(step.Key))],
        AccessSyntax access => [.. Walk(access.Target), .. access.Steps.SelectMany(step => Walk(step.Key))],
        InterpolationSyntax parts => parts.Parts.SelectMany(Walk),
        _ => [],
    };

    private static IEnumerable<ExpressionReference> Of(CallSyntax call, IReadOnlyList<AccessStep> steps)
    {
        (ExpressionReferenceKind Kind, string? Name)? found = call.Function.Name switch
        {
            "activity" => (ExpressionReferenceKind.Activity, TextOf(call.Arguments[0])),
            "variables" => (ExpressionReferenceKind.Variable, TextOf(call.Arguments[0])),
            "item" => (ExpressionReferenceKind.Item, null),
            "dataset" => (ExpressionReferenceKind.DatasetParameter, NameAt(steps, 0)),
            "linkedService" => (ExpressionReferenceKind.LinkedServiceParameter, NameAt(steps, 0)),
            "trigger" => (ExpressionReferenceKind.Trigger, NameAt(steps, 0)),
            "pipeline" => NameAt(steps, 0)?.ToUpperInvariant() switch
            {
                "PARAMETERS" => (ExpressionReferenceKind.PipelineParameter, NameAt(steps, 1)),
                "GLOBALPARAMETERS" => (ExpressionReferenceKind.GlobalParameter, NameAt(steps, 1)),
                _ => (ExpressionReferenceKind.Pipeline, NameAt(steps, 0)),
            },
            _ => null,
        };
        return found is { } reference ? [new ExpressionReference(reference.Kind, reference.Name, call.Position)] : [];
    }

    private static string? NameAt(IReadOnlyList<AccessStep> steps, int index) => index < steps.Count ? TextOf(steps[index].Key) : null;

    private static string? TextOf(ExpressionSyntax syntax) => syntax is LiteralSyntax literal ? Values.TextOrNull(literal.Value) : null;
}
