using System.Text;

namespace VoiceLake.DataFactory.Expressions.Syntax;

/// <summary>Cuts an expression into words and signs, one at a time, from a place in the whole text.</summary>
internal sealed class Lexer(string text, int start)
{
    private int _position = start;
    private TokenKind _previous = TokenKind.End;

    public Token Next()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }

        var token = _position == text.Length ? new Token(TokenKind.End, _position, _position, "") : Read(text[_position]);
        (_position, _previous) = (token.End, token.Kind);
        return token;
    }

    private Token Read(char first) => first switch
    {
        '\'' => ReadText(),
        '.' when !IsDigitAt(_position + 1) || EndsValue => Sign(TokenKind.Dot),
        '.' => ReadNumber(),
        ',' => Sign(TokenKind.Comma),
        '?' => Sign(TokenKind.Question),
        '(' => Sign(TokenKind.Open),
        ')' => Sign(TokenKind.Close),
        '[' => Sign(TokenKind.OpenBracket),
        ']' => Sign(TokenKind.CloseBracket),
        '}' => Sign(TokenKind.CloseBrace),
        '+' or '-' or (>= '0' and <= '9') => ReadNumber(),
        '"' => throw Error(_position, "Text stands in single quotes here: write 'text', and '' for a quote inside it."),
        '@' => throw Error(_position, "An '@' stands only at the start of an expression; remove it."),
        '{' => throw Error(_position, "An expression has no objects written out; write json('{…}')."),
        '=' or '<' or '>' or '!' or '*' or '/' or '%' or '&' or '|' => throw Error(
            _position, $"There are no operators such as '{first}'; call a function: equals, greater, less, and, or, not, add, sub, mul, div, mod."),
        _ when first == '_' || char.IsLetter(first) => ReadName(),
        _ => throw Error(_position, $"'{first}' has no meaning in an expression; quote text with '…', and write properties of such names as ['…']."),
    };

    // After a value a point starts a property, anywhere else it may start a number such as .3.
    private bool EndsValue => _previous is TokenKind.Name or TokenKind.Close or TokenKind.CloseBracket or TokenKind.Question;

    private Token Sign(TokenKind kind) => new(kind, _position, _position + 1, text[_position].ToString());

    private Token ReadName()
    {
        var end = _position;
        while (end < text.Length && (text[end] == '_' || char.IsLetterOrDigit(text[end])))
        {
            end++;
        }

        return new Token(TokenKind.Name, _position, end, text[_position..end]);
    }

    private Token ReadText()
    {
        var value = new StringBuilder();
        for (var index = _position + 1; index < text.Length; index++)
        {
            if (text[index] != '\'')
            {
                value.Append(text[index]);
            }
            else if (index + 1 < text.Length && text[index + 1] == '\'')
            {
                value.Append('\'');
                index++;
            }
            else
            {
                return new Token(TokenKind.Text, _position, index + 1, value.ToString());
            }
        }

        throw Error(_position, "The text that starts here has no closing quote; a quote inside text is written twice.");
    }

    private Token ReadNumber()
    {
        var end = SkipDigits(text[_position] is '+' or '-' ? _position + 1 : _position);
        if (end < text.Length && text[end] == '.' && IsDigitAt(end + 1))
        {
            end = SkipDigits(end + 1);
        }

        if (!text[_position..end].Any(char.IsAsciiDigit))
        {
            throw Error(_position, "A sign stands only before a number; call add or sub for arithmetic.");
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var digits = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            end = IsDigitAt(digits) ? SkipDigits(digits) : throw Error(end, "The exponent of the number is missing: write 1e3 or 1e-3.");
        }

        return new Token(TokenKind.Number, _position, end, text[_position..end]);
    }

    private int SkipDigits(int index)
    {
        while (IsDigitAt(index))
        {
            index++;
        }

        return index;
    }

    private bool IsDigitAt(int index) => index < text.Length && char.IsAsciiDigit(text[index]);

    private ExpressionException Error(int position, string problem) => new(text, position, problem);
}
