namespace VoiceLake.DataFactory.Expressions.Syntax;

internal enum TokenKind
{
    End,
    Name,
    Text,
    Number,
    Dot,
    Comma,
    Question,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    CloseBrace,
}

/// <summary>One word or sign of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it starts.</param>
/// <param name="End">Where the text goes on.</param>
/// <param name="Text">As written; of a quoted text what it stands for.</param>
internal readonly record struct Token(TokenKind Kind, int Position, int End, string Text);
