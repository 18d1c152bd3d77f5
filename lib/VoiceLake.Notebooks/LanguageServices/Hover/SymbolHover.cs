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
        var token = block.Root.FindToken(caret.WordStart);
        if (caret.IsInText || token.Parent is null || token.SpanStart != caret.WordStart || Symbol(block.Model, token) is not { } symbol)
        {
            return null;
        }

        var line = SymbolText.Line(symbol);
        return new HoverText(line, $"```csharp\n{line}\n```");
    }

    private static ISymbol? Symbol(SemanticModel model, SyntaxToken token)
    {
        if (token.Kind() is not SyntaxKind.IdentifierToken && token.Parent is not PredefinedTypeSyntax)
        {
            return null;
        }

        var declared = model.GetDeclaredSymbol(token.Parent!);
        if (declared is not null)
        {
            return declared;
        }

        var info = model.GetSymbolInfo(token.Parent!);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    }
}
