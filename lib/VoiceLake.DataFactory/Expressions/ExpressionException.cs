namespace VoiceLake.DataFactory.Expressions;

/// <summary>An expression that cannot be read or evaluated; the message names the expression, the place in it and the remedy.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed class ExpressionException : Exception
{
    private const int ShownLength = 300;

    /// <summary>Makes the message of the problem, the place and the text.</summary>
    /// <param name="expression">The whole text as it stands in the pipeline, its leading <c>@</c> included.</param>
    /// <param name="position">Where the problem is, in characters from 0.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="path">The JSON path of the expression, such as <c>$.typeProperties.items.value</c>; null where it stands alone.</param>
    public ExpressionException(string expression, int position, string problem, string? path = null)
        : base($"{problem} (at character {position + 1} of '{Shorten(expression)}'{(path is null ? "" : $", {path}")})")
    {
        (Expression, Position, Problem, Path) = (expression, position, problem, path);
    }

    /// <summary>The whole text as it stands in the pipeline.</summary>
    public string Expression { get; }

    /// <summary>Where the problem is, in characters from 0.</summary>
    public int Position { get; }

    /// <summary>What is wrong and what to do, without the place.</summary>
    public string Problem { get; }

    /// <summary>The JSON path of the expression; null where it stands alone.</summary>
    public string? Path { get; }

    internal ExpressionException At(string path) => new(Expression, Position, Problem, path);

    private static string Shorten(string expression) => expression.Length <= ShownLength ? expression : expression[..ShownLength] + "…";
}
