using System.Text;
using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Expressions.Syntax;

/// <summary>Reads the text of a property: plain text, an expression, or text with expressions in it.</summary>
internal static class TemplateParser
{
    private const string Start = "@{";

    public static ExpressionSyntax Parse(string text)
    {
        if (!text.StartsWith('@') && !text.Contains(Start, StringComparison.Ordinal))
        {
            return new LiteralSyntax(0, JsonValue.Create(text));
        }

        var isWhole = text.StartsWith('@') && !text.StartsWith("@@", StringComparison.Ordinal) && !text.StartsWith(Start, StringComparison.Ordinal);
        if (isWhole)
        {
            CheckLength(text);
            return new ExpressionParser(text, 1).ParseWhole();
        }

        return ParseParts(text);
    }

    private static ExpressionSyntax ParseParts(string text)
    {
        var parts = new List<ExpressionSyntax>();
        var literal = new StringBuilder();
        // An @@ at the start stands for one @, whatever follows.
        var index = text.StartsWith("@@", StringComparison.Ordinal) ? 2 : 0;
        literal.Append(text, 0, index / 2);
        while (index < text.Length)
        {
            var start = text.IndexOf(Start, index, StringComparison.Ordinal);
            if (start < 0)
            {
                literal.Append(text, index, text.Length - index);
                break;
            }

            if (start > index && text[start - 1] == '@')
            {
                literal.Append(text, index, start - 1 - index).Append(Start);
                index = start + Start.Length;
                continue;
            }

            CheckLength(text);
            literal.Append(text, index, start - index);
            AddLiteral(parts, literal);
            (var part, index) = new ExpressionParser(text, start + Start.Length).ParseInside();
            parts.Add(part);
        }

        if (parts.Count == 0)
        {
            return new LiteralSyntax(0, JsonValue.Create(literal.ToString()));
        }

        AddLiteral(parts, literal);
        return new InterpolationSyntax(0, parts);
    }

    private static void AddLiteral(List<ExpressionSyntax> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new LiteralSyntax(0, JsonValue.Create(literal.ToString())));
            literal.Clear();
        }
    }

    private static void CheckLength(string text)
    {
        if (text.Length > Expression.MaxLength)
        {
            throw new ExpressionException(
                text, Expression.MaxLength, $"The expression has {text.Length} characters, Data Factory takes {Expression.MaxLength}; set parts of it as variables first.");
        }
    }
}
