using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;
using VoiceLake.DataFactory.Expressions.Syntax;

namespace VoiceLake.DataFactory.Expressions;

/// <summary>A text of a pipeline, read as Data Factory reads it: an expression, text with expressions in it, or plain text.</summary>
/// <remarks>
/// Notebook: 04-adf-orchestration
/// <para><b>Text.</b> A leading <c>@</c> makes the whole text an expression and its value keeps its kind; <c>@{…}</c> inside a text is replaced by
/// its value as text; <c>@@</c> at the start and <c>@@{</c> anywhere stand for <c>@</c> and <c>@{</c>. Quotes inside quotes are doubled.</para>
/// <para><b>Kinds.</b> Values are JSON: null (C#'s null), booleans, strings, arrays, objects, and two kinds of number: an integer (64 bits, checked for
/// overflow) and a float (64 bits; written with a point or an exponent, or the result of one). Arithmetic of two integers is an integer, <c>div</c>
/// cutting towards zero; with a float it is a float. Binary and XML are objects with <c>$content-type</c> and <c>$content</c> (base64).</para>
/// <para><b>As text</b> (<c>@{…}</c>, <c>concat</c>, <c>string</c>, <c>join</c>): null is empty, booleans are <c>True</c> and <c>False</c>, numbers
/// have no grouping, arrays and objects are compact JSON, binary is its bytes read as UTF-8.</para>
/// <para><b>Equality</b> is by kind and value: strings by case, numbers by value, arrays and objects by their contents; <c>true</c> equals 1 and
/// <c>false</c> equals 0 (Microsoft's example); null equals only null. <c>greater</c> and its like take two numbers, or two strings compared without
/// regard to case; anything else is an error.</para>
/// <para><b>Names</b> of functions are matched without regard to case, names of properties exactly and then without regard to case. A missing property,
/// an index out of range, or anything of null is an error; with <c>?.</c>, <c>?['x']</c> or <c>?[0]</c> it is null.</para>
/// <para><b>Order.</b> Arguments are evaluated from left to right. <c>if</c>, <c>and</c>, <c>or</c> and <c>coalesce</c> evaluate only what they
/// need. Microsoft's reference is silent on it; the engine is the one of Logic Apps, where it was observed, and Microsoft's data-factory-testing-framework
/// took it over (its issue 66).</para>
/// <para>Where Microsoft's reference contradicts itself (misprinted results, bit strings for binary), the documentation of Logic Apps for the same
/// function decides; each function says so. None of it was compared with a run in Azure.</para>
/// </remarks>
public sealed class Expression
{
    /// <summary>The longest expression Data Factory takes, in characters.</summary>
    public const int MaxLength = 8192;

    private IReadOnlyList<ExpressionReference>? _references;

    private Expression(string text, ExpressionSyntax root) => (Text, Root) = (text, root);

    /// <summary>The text as it stands in the pipeline.</summary>
    public string Text { get; }

    /// <summary>Whether there is nothing to evaluate.</summary>
    public bool IsPlainText => Root is LiteralSyntax && !Text.StartsWith('@');

    /// <summary>What the expression names outside itself, in the order of the text.</summary>
    public IReadOnlyList<ExpressionReference> References => _references ??= ReferenceFinder.Find(Root);

    internal ExpressionSyntax Root { get; }

    /// <summary>Reads a text; functions, counts of arguments and syntax are checked here, kinds only when evaluating.</summary>
    /// <exception cref="ExpressionException">It is no expression of the language, or longer than <see cref="MaxLength"/>.</exception>
    public static Expression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Expression(text, TemplateParser.Parse(text));
    }

    /// <summary>The value; the caller owns it.</summary>
    /// <param name="scope">What the expression can ask for; nothing by default.</param>
    /// <param name="options">Clock and chance.</param>
    /// <exception cref="ExpressionException">Something is missing, of the wrong kind or out of range.</exception>
    public JsonNode? Evaluate(ExpressionScope? scope = null, ExpressionOptions? options = null) =>
        new Evaluator(Text, scope ?? ExpressionScope.Empty, options ?? new ExpressionOptions()).Evaluate(Root)?.DeepClone();
}
