using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VoiceLake.Notebooks.LanguageServices.Code;

/// <summary>A place in a stretch of C#: the word around it and the token before that word.</summary>
/// <param name="Block">The code.</param>
/// <param name="Position">The place, in the cell.</param>
/// <param name="WordStart">Where the word around it begins.</param>
/// <param name="WordEnd">Where that word ends.</param>
/// <param name="Left">The last token before the word; <c>None</c> at the beginning.</param>
internal sealed record Caret(CodeBlock Block, int Position, int WordStart, int WordEnd, SyntaxToken Left)
{
    /// <summary>What is typed of the word before the place.</summary>
    public string Typed => Block.Tree.ToString()[WordStart..Position].TrimStart('@');

    /// <summary>True when the place is in a comment, a directive or the text of a string, a character or a number.</summary>
    public bool IsInText { get; private init; }

    /// <summary>True when no token stands between the place's line's beginning and the word.</summary>
    public bool IsFirstOfLine => Left.RawKind == 0 || LineOf(Left.SpanStart) != LineOf(WordStart);

    public static Caret At(CodeBlock block, int position)
    {
        var text = block.Tree.ToString();
        var start = position;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[start - 1]))
        {
            start--;
        }

        var end = position;
        while (end < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[end]))
        {
            end++;
        }

        if (start > 0 && text[start - 1] == '@')
        {
            start--;
        }

        return new Caret(block, position, start, end, TokenBefore(block.Root, start)) { IsInText = IsText(block.Root, position) };
    }

    /// <summary>The last token that begins before a position; missing ones do not count.</summary>
    public static SyntaxToken TokenBefore(SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        while (token.RawKind != 0 && (token.SpanStart >= position || token.Span.IsEmpty))
        {
            token = token.GetPreviousToken(includeSkipped: true);
        }

        return token;
    }

    private int LineOf(int position) => Block.Tree.GetText().Lines.GetLineFromPosition(position).LineNumber;

    private static bool IsText(SyntaxNode root, int position)
    {
        foreach (var trivia in new[] { root.FindTrivia(position), root.FindTrivia(Math.Max(0, position - 1)) })
        {
            var inside = position > trivia.SpanStart && position < trivia.Span.End;
            if (trivia.Kind() switch
            {
                SyntaxKind.SingleLineCommentTrivia or SyntaxKind.DisabledTextTrivia or SyntaxKind.PreprocessingMessageTrivia => inside || position == trivia.Span.End,
                SyntaxKind.MultiLineCommentTrivia => inside || (position == trivia.Span.End && !trivia.ToString().EndsWith("*/", StringComparison.Ordinal)),
                _ => trivia.IsDirective && inside,
            })
            {
                return true;
            }
        }

        var token = TokenBefore(root, position);
        return token.Kind() switch
        {
            SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedSingleLineRawStringStartToken
                or SyntaxKind.InterpolatedMultiLineRawStringStartToken or SyntaxKind.InterpolatedStringTextToken => true,
            SyntaxKind.CloseBraceToken => token.Parent is InterpolationSyntax,
            SyntaxKind.NumericLiteralToken => position <= token.Span.End,
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken => position < token.Span.End || (position == token.Span.End && IsOpen(token)),
            _ => false,
        };
    }

    private static bool IsOpen(SyntaxToken literal) => literal.GetDiagnostics().Any(d => d.Id is "CS1010" or "CS1039" or "CS8997" or "CS1012");
}
