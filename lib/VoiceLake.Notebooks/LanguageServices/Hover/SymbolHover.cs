using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Hover;

/// <summary>What the name at a place stands for.</summary>
internal static class SymbolHover
{
    public static HoverText? Find(CodeBlock block, int position, bool detailed, Documentation documentation, ScriptChain chain)
    {
        var caret = Caret.At(block, position);
        if (caret.IsInText || Token(caret) is not { Parent: not null } token || Symbol(block.Model, token) is not { } symbol)
        {
            return null;
        }

        var group = symbol is IMethodSymbol method ? block.Model.GetMemberGroup(token.Parent!).Length : 0;
        var line = SymbolText.Line(symbol, Math.Max(0, group - 1));
        var value = symbol is IFieldSymbol field && SymbolText.IsOwn(field) && field.ContainingAssembly.Name != block.Compilation.AssemblyName ? VariableValue.Of(field.Name, chain) : null;
        var found = documentation.Find(symbol, block.Compilation) ?? (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? documentation.Find(symbol.ContainingType, block.Compilation) : null);
        return new HoverText(
            string.Join("\n\n", HoverSections.Of(symbol, line, value, found, detailed, markdown: false)),
            string.Join("\n\n", HoverSections.Of(symbol, line, value, found, detailed, markdown: true)));
    }

    /// <summary>The word at the place; right behind an opening parenthesis, what is called.</summary>
    private static SyntaxToken? Token(Caret caret)
    {
        if (caret.WordStart < caret.WordEnd)
        {
            var word = caret.Block.Root.FindToken(caret.WordStart);
            return word.SpanStart == caret.WordStart ? word : null;
        }

        return caret.Left is { RawKind: (int)SyntaxKind.OpenParenToken, Parent: ArgumentListSyntax } open && open.Span.End == caret.Position ? open.GetPreviousToken() : null;
    }

    private static ISymbol? Symbol(SemanticModel model, SyntaxToken token)
    {
        if (!token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is not PredefinedTypeSyntax)
        {
            return null;
        }

        var node = token.Parent!;
        if (model.GetDeclaredSymbol(node) is { } declared)
        {
            return declared;
        }

        // In `new Clip(…)` the name stands for the constructor that is called.
        var name = node.FirstAncestorOrSelf<NameSyntax>(n => n.Parent is not QualifiedNameSyntax qualified || qualified.Right != n) ?? node;
        var info = model.GetSymbolInfo(name.Parent is ObjectCreationExpressionSyntax creation && creation.Type == name && creation.ArgumentList is not null ? creation : node);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? model.GetTypeInfo(node).Type switch { { TypeKind: not TypeKind.Error } type => type, _ => null };
    }
}
