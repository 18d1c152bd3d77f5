namespace VoiceLake.DataFactory.Expressions;

/// <summary>An expression that cannot be read or evaluated; the message names the expression, the place in it and the remedy.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed class ExpressionException : Exception
{
    /// <summary>Makes the message of the problem, the place and the text.</summary>
    /// <param name="expression">The whole text as it stands in the pipeline, its leading <c>@</c> included.</param>
    /// <param name="position">Where the problem is, in characters from 0.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    public ExpressionException(string expression, int position, string problem)
        : base($"{problem} (at character {position + 1} of '{expression}')")
    {
        Expression = expression;
        Position = position;
    }

    /// <summary>The whole text as it stands in the pipeline.</summary>
    public string Expression { get; }

    /// <summary>Where the problem is, in characters from 0.</summary>
    public int Position { get; }
}
