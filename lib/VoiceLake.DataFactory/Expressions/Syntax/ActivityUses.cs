using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Syntax;

/// <summary>Lists which parts of other activities an expression reads.</summary>
internal static class ActivityUses
{
    public static IEnumerable<ActivityUse> Find(ExpressionSyntax syntax) => syntax switch
    {
        CallSyntax call => [.. Of(call, []), .. call.Arguments.SelectMany(Find)],
        AccessSyntax { Target: CallSyntax call } access =>
            [.. Of(call, access.Steps), .. call.Arguments.SelectMany(Find), .. access.Steps.SelectMany(step => Find(step.Key))],
        AccessSyntax access => [.. Find(access.Target), .. access.Steps.SelectMany(step => Find(step.Key))],
        InterpolationSyntax parts => parts.Parts.SelectMany(Find),
        _ => [],
    };

    private static IEnumerable<ActivityUse> Of(CallSyntax call, IReadOnlyList<AccessStep> steps) =>
        call.Function.Name == "activity" && call.Arguments[0] is LiteralSyntax { Value: var name } && Values.TextOrNull(name) is { } text
            ? [new ActivityUse(text, [.. steps.Select(step => step.Key is LiteralSyntax key ? Values.ToText(key.Value) : null)])]
            : [];
}

/// <summary>A part of an activity: the names and indexes behind <c>activity('name')</c>, null for one that is only known at run time.</summary>
internal sealed record ActivityUse(string Activity, IReadOnlyList<string?> Steps)
{
    /// <summary>Whether the path begins with these names, in any case.</summary>
    public bool IsAt(params ReadOnlySpan<string> names)
    {
        if (Steps.Count < names.Length)
        {
            return false;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (!names[i].Equals(Steps[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
