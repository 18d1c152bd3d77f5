using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Html;

/// <summary>Colours C# by what the compiler's own parser sees in it.</summary>
internal static class CodeHighlighter
{
    /// <summary>The code as HTML, its tokens in spans of the classes k, s, n, c, t, m and d (keyword, string, number, comment, type, method, directive).</summary>
    public static string ToHtml(string code, string language) =>
        language == Languages.CSharp ? CSharp(code) : HtmlText.Encode(code);

    private static string CSharp(string code)
    {
        // A magic command would derail the parser; as a comment of the same length it does not.
        var readable = string.Join('\n', code.Split('\n').Select(line => line.StartsWith("#!", StringComparison.Ordinal) ? "//" + line[2..] : line));
        var html = new StringBuilder();
        var end = 0;
        foreach (var token in SyntaxFactory.ParseSyntaxTree(readable, CSharpParseOptions.Default.WithKind(SourceCodeKind.Script)).GetRoot().DescendantTokens(descendIntoTrivia: false))
        {
            AppendTrivia(token.LeadingTrivia);
            Append(token.Span, ClassOf(token));
            AppendTrivia(token.TrailingTrivia);
        }

        html.Append(HtmlText.Encode(code[end..]));
        return html.ToString();

        void AppendTrivia(SyntaxTriviaList trivias)
        {
            foreach (var trivia in trivias)
            {
                Append(trivia.FullSpan, trivia.IsDirective ? "d" : IsComment(trivia) ? "c" : null);
            }
        }

        void Append(Microsoft.CodeAnalysis.Text.TextSpan span, string? kind)
        {
            if (span.End <= end)
            {
                return;
            }

            var text = HtmlText.Encode(code[end..span.End]);
            html.Append(kind is null ? text : $"<span class=\"{kind}\">{text}</span>");
            end = span.End;
        }
    }

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.RawKind is (int)SyntaxKind.SingleLineCommentTrivia or (int)SyntaxKind.MultiLineCommentTrivia
            or (int)SyntaxKind.SingleLineDocumentationCommentTrivia or (int)SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static string? ClassOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "n",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringStartToken
            or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedVerbatimStringStartToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedRawStringEndToken => "s",
        SyntaxKind.IdentifierToken => ClassOfIdentifier(token),
        var kind when SyntaxFacts.IsKeywordKind(kind) || SyntaxFacts.IsContextualKeyword(kind) => "k",
        _ => null,
    };

    private static string? ClassOfIdentifier(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { IsVar: true } => "k",
        SimpleNameSyntax { Parent: InvocationExpressionSyntax } => "m",
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } name when call.Expression == access && access.Name == name => "m",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "m",
        GenericNameSyntax or BaseTypeDeclarationSyntax => "t",
        IdentifierNameSyntax { Parent: { } parent } when IsPlaceOfType(parent) => "t",
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Expression == name && char.IsUpper(name.Identifier.ValueText[0]) => "t",
        _ => null,
    };

    private static bool IsPlaceOfType(SyntaxNode parent) => parent
        is VariableDeclarationSyntax or ObjectCreationExpressionSyntax or ParameterSyntax or TypeArgumentListSyntax or NullableTypeSyntax
        or ArrayTypeSyntax or CastExpressionSyntax or DeclarationPatternSyntax or CatchDeclarationSyntax or SimpleBaseTypeSyntax or TypeOfExpressionSyntax;
}
