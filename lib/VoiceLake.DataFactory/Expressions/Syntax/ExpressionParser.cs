using System.Globalization;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Functions;

namespace VoiceLake.DataFactory.Expressions.Syntax;

/// <summary>Reads one expression from a place in a text.</summary>
internal sealed class ExpressionParser
{
    // Deeper than anything written by hand, and far from the end of the stack of a pool thread.
    private const int MaxDepth = 100;

    private readonly string _text;
    private readonly Lexer _lexer;
    private Token _token;
    private int _depth;

    public ExpressionParser(string text, int start)
    {
        (_text, _lexer) = (text, new Lexer(text, start));
        _token = _lexer.Next();
    }

    /// <summary>The expression that goes on to the end of the text.</summary>
    public ExpressionSyntax ParseWhole()
    {
        var found = ParseValue();
        return _token.Kind == TokenKind.End ? found : throw Error(_token, _token.Kind switch
        {
            TokenKind.Close => "There is a ')' too many; remove it.",
            TokenKind.CloseBracket => "There is a ']' too many; remove it.",
            _ => $"The expression ends before '{_token.Text}'; wrap it as @{{…}} to go on with text, or join parts with concat(…).",
        });
    }

    /// <summary>The expression up to the brace that closes it, and where the text goes on after that.</summary>
    public (ExpressionSyntax Syntax, int End) ParseInside()
    {
        var found = ParseValue();
        return _token.Kind == TokenKind.CloseBrace ? (found, _token.End) : throw Error(_token, "The '}' that closes '@{' is missing.");
    }

    private ExpressionSyntax ParseValue()
    {
        if (++_depth > MaxDepth)
        {
            throw Error(_token, $"The expression is nested more than {MaxDepth} deep; set parts of it as variables first.");
        }

        var token = _token;
        Move();
        ExpressionSyntax found = token.Kind switch
        {
            TokenKind.Text => new LiteralSyntax(token.Position, JsonValue.Create(token.Text)),
            TokenKind.Number => new LiteralSyntax(token.Position, ReadNumber(token)),
            TokenKind.Name when _token.Kind == TokenKind.Open => ParseCall(token),
            TokenKind.Name => ReadWord(token),
            TokenKind.End => throw Error(token, "The expression ends where a value should stand: a function, a number or a 'text'."),
            _ => throw Error(token, $"A value should stand here instead of '{token.Text}': a function, a number or a 'text'."),
        };
        found = ParseSteps(found);
        _depth--;
        return found;
    }

    private CallSyntax ParseCall(Token name)
    {
        var function = FunctionTable.Find(name.Text) ?? throw Error(name, FunctionTable.UnknownProblem(name.Text));
        Move();
        var arguments = new List<ExpressionSyntax>();
        if (_token.Kind != TokenKind.Close)
        {
            arguments.Add(ParseValue());
            while (_token.Kind == TokenKind.Comma)
            {
                Move();
                arguments.Add(ParseValue());
            }
        }

        Expect(TokenKind.Close, $"The ')' that closes '{name.Text}(' is missing.");
        return arguments.Count >= function.Min && arguments.Count <= function.Max
            ? new CallSyntax(name.Position, function, arguments)
            : throw Error(name, $"'{function.Name}' takes {function.Counts}, not {arguments.Count}.");
    }

    private ExpressionSyntax ParseSteps(ExpressionSyntax target)
    {
        var steps = new List<AccessStep>();
        while (_token.Kind is TokenKind.Dot or TokenKind.Question or TokenKind.OpenBracket)
        {
            var start = _token;
            var isOptional = start.Kind == TokenKind.Question;
            if (isOptional)
            {
                Move();
            }

            steps.Add(new AccessStep(start.Position, ParseKey(), isOptional));
        }

        return steps.Count == 0 ? target : new AccessSyntax(target.Position, target, steps);
    }

    private ExpressionSyntax ParseKey()
    {
        var start = _token;
        Move();
        switch (start.Kind)
        {
            case TokenKind.Dot:
                var name = _token;
                Expect(TokenKind.Name, "The name of a property should stand after the '.'; write names with blanks, signs or leading digits as ['name'].");
                return new LiteralSyntax(name.Position, JsonValue.Create(name.Text));
            case TokenKind.OpenBracket:
                var key = ParseValue();
                Expect(TokenKind.CloseBracket, "The ']' that closes '[' is missing.");
                return key;
            default:
                throw Error(start, "After '?' a '.name' or a '[…]' should stand.");
        }
    }

    private LiteralSyntax ReadWord(Token token) => token.Text.ToUpperInvariant() switch
    {
        "TRUE" => new LiteralSyntax(token.Position, JsonValue.Create(true)),
        "FALSE" => new LiteralSyntax(token.Position, JsonValue.Create(false)),
        "NULL" => new LiteralSyntax(token.Position, null),
        _ => throw Error(token, FunctionTable.Find(token.Text) is { } function
            ? $"'{function.Name}' is a function: write {function.Name}({(function.Max == 0 ? "" : "…")})."
            : $"'{token.Text}' stands for nothing: put text in quotes, '{token.Text}', or begin the text with @@ for a plain '@'."),
    };

    private JsonValue ReadNumber(Token token)
    {
        if (long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return JsonValue.Create(integer);
        }

        var number = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? JsonValue.Create(number) : throw Error(token, $"The number {token.Text} is too large.");
    }

    private void Expect(TokenKind kind, string problem)
    {
        if (_token.Kind != kind)
        {
            throw Error(_token, problem);
        }

        Move();
    }

    private void Move() => _token = _lexer.Next();

    private ExpressionException Error(Token token, string problem) => new(_text, token.Position, problem);
}
