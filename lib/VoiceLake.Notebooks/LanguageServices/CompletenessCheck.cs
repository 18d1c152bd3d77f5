using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>Whether a cell is finished: an error that lies at the very end says that something is to follow, an error before it that something is wrong.</summary>
internal static class CompletenessCheck
{
    private const string Step = "    ";

    /// <summary>The errors of a comment and of strings that may go on over lines; they lie where such a text begins.</summary>
    private static readonly HashSet<string> OpenTexts = ["CS1035", "CS1039", "CS8997", "CS9007"];

    /// <summary>A <c>try</c> without <c>catch</c>: the error lies on its closing brace.</summary>
    private const string TryAlone = "CS1524";

    public static Completeness Of(string code)
    {
        var parts = CellParser.Parse(new CellSource("Cell", code, "."));
        var blocks = parts.OfType<CodePart>().Where(part => part.Language == "csharp").Select(part => ScriptChain.Parse(new CellSource("Cell", ReferenceSet.WithoutDirectives(part.Text), "."))).ToList();
        if (blocks.Count == 0)
        {
            return new Completeness("complete", "");
        }

        // Only what the cell ends with can go on; a block with a magic below it is over.
        var open = parts[^1] is CodePart { Language: "csharp" } ? blocks[^1] : null;
        if (blocks.Any(tree => tree != open && Errors(tree).Any()))
        {
            return new Completeness("invalid", "");
        }

        return open is null || !Errors(open).Any() ? new Completeness("complete", "")
            : Errors(open).All(error => IsAtEnd(open, error)) ? new Completeness("incomplete", Indent(open))
            : new Completeness("invalid", "");
    }

    private static IEnumerable<Diagnostic> Errors(SyntaxTree tree) => tree.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);

    private static bool IsAtEnd(SyntaxTree tree, Diagnostic error) =>
        OpenTexts.Contains(error.Id)
        || (error.Id == TryAlone && error.Location.SourceSpan.End == LastToken(tree).Span.End)
        || error.Location.SourceSpan.Start >= LastToken(tree).Span.End || error.Location.SourceSpan.Start >= tree.ToString().TrimEnd().Length;

    private static SyntaxToken LastToken(SyntaxTree tree) => tree.GetRoot().GetLastToken(includeSkipped: true);

    private static string Indent(SyntaxTree tree)
    {
        var text = tree.GetText();
        var last = text.Lines.LastOrDefault(line => line.ToString().Trim().Length > 0);
        var indent = new string([.. last.ToString().TakeWhile(char.IsWhiteSpace)]);
        if (Errors(tree).Any(error => OpenTexts.Contains(error.Id)))
        {
            return indent;
        }

        var open = new Stack<SyntaxKind>();
        foreach (var token in tree.GetRoot().DescendantTokens(last.Span).Where(t => !t.IsMissing && t.SpanStart >= last.Start))
        {
            switch (token.Kind())
            {
                case SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken:
                    open.Push(token.Kind());
                    break;
                case SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken:
                    open.TryPop(out _);
                    break;
            }
        }

        var levels = Math.Max(open.Count(kind => kind == SyntaxKind.OpenBraceToken), open.Count > 0 || GoesOn(tree, last.Start) ? 1 : 0);
        return indent + string.Concat(Enumerable.Repeat(Step, levels));
    }

    /// <summary>Whether the last line begins something whose rest belongs further in: a condition without its body, half an expression.</summary>
    private static bool GoesOn(SyntaxTree tree, int lineStart)
    {
        var last = LastToken(tree);
        var isHeader = last.IsKind(SyntaxKind.ElseKeyword) || last.IsKind(SyntaxKind.DoKeyword)
            || (last.IsKind(SyntaxKind.CloseParenToken) && last.Parent is StatementSyntax);
        var statement = last.Parent?.FirstAncestorOrSelf<SyntaxNode>(n => n is StatementSyntax and not BlockSyntax or MemberDeclarationSyntax);
        var isHalf = last.Kind() is SyntaxKind.ReturnKeyword or SyntaxKind.NewKeyword or SyntaxKind.AwaitKeyword or SyntaxKind.ThrowKeyword or SyntaxKind.IsKeyword or SyntaxKind.AsKeyword
            || (SyntaxFacts.IsPunctuation(last.Kind())
                && last.Kind() is not (SyntaxKind.CommaToken or SyntaxKind.SemicolonToken or SyntaxKind.CloseBraceToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseParenToken));
        return isHeader || (isHalf && statement?.SpanStart >= lineStart);
    }
}
