using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>The keywords that fit a place: at the beginning of a statement, of a member, within an expression, after an operand.</summary>
internal static class KeywordCompletion
{
    private static readonly string[] Types =
        ["bool", "byte", "char", "decimal", "double", "dynamic", "float", "int", "long", "nint", "nuint", "object", "sbyte", "short", "string", "uint", "ulong", "ushort"];

    private static readonly string[] Statements =
    [
        "break", "case", "class", "const", "continue", "default", "delegate", "do", "else", "catch", "finally", "enum", "fixed", "for", "foreach", "goto", "if", "interface", "lock", "record",
        "return", "static", "struct", "switch", "throw", "try", "unsafe", "using", "var", "void", "while", "yield", "public", "private", "internal", "abstract", "sealed", "readonly", "ref", "partial",
    ];

    private static readonly string[] Members =
    [
        "abstract", "async", "class", "const", "delegate", "enum", "event", "explicit", "extern", "implicit", "interface", "internal", "new", "operator", "override", "partial",
        "private", "protected", "public", "readonly", "record", "ref", "required", "sealed", "static", "struct", "unsafe", "virtual", "void", "volatile",
    ];

    private static readonly string[] Expressions =
        ["async", "await", "base", "checked", "default", "delegate", "false", "from", "nameof", "new", "null", "sizeof", "stackalloc", "static", "this", "throw", "true", "typeof", "unchecked"];

    private static readonly string[] AfterOperand = ["as", "is", "switch", "with"];
    private static readonly string[] Patterns = ["and", "not", "null", "or", "true", "false", "var"];
    private static readonly string[] Queries = ["ascending", "by", "descending", "equals", "from", "group", "in", "into", "join", "let", "on", "orderby", "select", "where"];

    public static Candidate Keyword(string text) => new(text, "keyword", 4, () => null);

    public static IEnumerable<Candidate> Find(Caret caret) => Words(caret).Distinct().Select(Keyword);

    /// <summary>Whether the word follows an operand on the same line, where an operator must come and no name can.</summary>
    public static bool IsAfterOperand(Caret caret)
    {
        if (caret.IsFirstOfLine)
        {
            return false;
        }

        return caret.Left.Kind() switch
        {
            SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.TrueKeyword or SyntaxKind.FalseKeyword
                or SyntaxKind.NullKeyword or SyntaxKind.ThisKeyword or SyntaxKind.CloseBracketToken or SyntaxKind.InterpolatedStringEndToken
                or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken => caret.Left.Parent is not AttributeListSyntax,
            SyntaxKind.IdentifierToken => !caret.Left.IsContextualKeyword() && caret.Left.Text is not ("await" or "yield" or "from" or "where" or "select" or "orderby" or "let" or "join" or "on" or "by" or "into"
                or "and" or "or" or "not" or "when" or "var" or "record" or "required" or "partial" or "async"),
            SyntaxKind.CloseParenToken => caret.Left.Parent is BaseArgumentListSyntax or ParenthesizedExpressionSyntax or TypeOfExpressionSyntax or DefaultExpressionSyntax,
            _ => false,
        };
    }

    private static string[] Words(Caret caret)
    {
        var left = caret.Left;
        var query = left.Parent?.FirstAncestorOrSelf<QueryExpressionSyntax>() is not null ? Queries : [];
        if (IsAfterOperand(caret))
        {
            return left.Parent is ForEachStatementSyntax or ForEachVariableStatementSyntax || left.Parent?.Parent is ForEachStatementSyntax or ForEachVariableStatementSyntax
                ? ["in"]
                : [.. AfterOperand, .. query, .. Following(left)];
        }

        if (left.IsKind(SyntaxKind.IsKeyword))
        {
            return [.. Patterns, .. Types];
        }

        if (NameCompletion.IsForType(left))
        {
            return left.Kind() is SyntaxKind.NewKeyword or SyntaxKind.AsKeyword ? Types
                : IsModifier(left) ? [.. Members, .. Types]
                : [.. Types, "void", "params", "ref", "out", "in", "this"];
        }

        if (IsInTypeBody(left))
        {
            return [.. Members, .. Types, .. left.Parent is AccessorListSyntax ? (string[])["get", "set", "init"] : []];
        }

        var statement = left.RawKind == 0 || left.Kind() is SyntaxKind.SemicolonToken or SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken or SyntaxKind.ElseKeyword or SyntaxKind.DoKeyword
            || (left.IsKind(SyntaxKind.CloseParenToken) && left.Parent is StatementSyntax or CatchDeclarationSyntax)
            || left.IsKind(SyntaxKind.TryKeyword) || left.IsKind(SyntaxKind.FinallyKeyword) || caret.IsFirstOfLine;
        return [.. Expressions, .. Types, .. statement ? Statements : [], .. query, .. left.Parent is BaseArgumentListSyntax ? (string[])["out", "ref", "in"] : [], .. left.IsKind(SyntaxKind.OpenParenToken) ? (string[])["var"] : []];
    }

    private static string[] Following(SyntaxToken left) => left.Parent switch
    {
        { } node when node.FirstAncestorOrSelf<PatternSyntax>() is not null => ["and", "or", "when"],
        _ when left.Parent?.FirstAncestorOrSelf<SyntaxNode>(n => n is SwitchExpressionArmSyntax or CatchClauseSyntax or CaseSwitchLabelSyntax or CasePatternSwitchLabelSyntax) is not null => ["when"],
        _ when left.Parent?.FirstAncestorOrSelf<TypeParameterListSyntax>() is not null => ["where"],
        _ => [],
    };

    private static bool IsModifier(SyntaxToken token) => SyntaxFacts.IsAccessibilityModifier(token.Kind())
        || token.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.ConstKeyword;

    /// <summary>Whether a member of a type is to begin.</summary>
    public static bool IsInTypeBody(SyntaxToken left) =>
        left.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken or SyntaxKind.SemicolonToken
        && (left.Parent is TypeDeclarationSyntax type ? left != type.CloseBraceToken && left != type.SemicolonToken
            : left.Parent is AccessorListSyntax or MemberDeclarationSyntax { Parent: TypeDeclarationSyntax }
                or BlockSyntax { Parent: BaseMethodDeclarationSyntax { Parent: TypeDeclarationSyntax } } && !left.IsKind(SyntaxKind.OpenBraceToken));
}
