using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Expressions.Syntax;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting;

/// <summary>A text with an expression in it, where Data Factory evaluates it.</summary>
internal sealed class LintExpression
{
    public LintExpression(FactoryResource resource, LintNode node, Activity? activity = null, LintBlock? block = null)
    {
        (Resource, Place, Text, Activity, Block) = (resource, node.Place, node.Json.GetString()!, activity, block);
        try
        {
            var expression = Expression.Parse(Text);
            References = expression.References;
            Uses = [.. ActivityUses.Find(expression.Root)];
        }
        catch (ExpressionException problem)
        {
            Problem = problem;
        }
    }

    public FactoryResource Resource { get; }

    public JsonPlace Place { get; }

    public string Text { get; }

    /// <summary>The activity it belongs to; null outside pipelines.</summary>
    public Activity? Activity { get; }

    /// <summary>The block that the activity stands in.</summary>
    public LintBlock? Block { get; }

    /// <summary>Why it cannot be read; null if it can.</summary>
    public ExpressionException? Problem { get; }

    public IReadOnlyList<ExpressionReference> References { get; } = [];

    public IReadOnlyList<ActivityUse> Uses { get; } = [];

    /// <summary>Whether it stands below a property of the activity's type.</summary>
    public bool IsUnder(string property) => Activity is { } activity && $"{Place.Path}.".StartsWith($"{activity.Place.Path}.typeProperties.{property}.", StringComparison.Ordinal);

    public IEnumerable<string?> Names(ExpressionReferenceKind kind) => References.Where(reference => reference.Kind == kind).Select(reference => reference.Name);
}
