using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>The members a property pattern, <c>x is { | }</c>, can ask about.</summary>
internal static class PatternCompletion
{
    /// <summary>The members; null when the place is in no property pattern.</summary>
    public static IEnumerable<Candidate>? Find(Caret caret)
    {
        if (caret.Left.Kind() is not (SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken) || caret.Left.Parent is not PropertyPatternClauseSyntax { Parent: PatternSyntax pattern } clause)
        {
            return null;
        }

        var model = caret.Block.Model;
        var asked = clause.Subpatterns.Where(p => !p.Span.Contains(caret.WordStart)).Select(p => p.NameColon?.Name.ToString()).ToHashSet();
        return model.GetTypeInfo(pattern).ConvertedType is not { TypeKind: not TypeKind.Error } type
            ? null
            : model.LookupSymbols(caret.WordStart, type).Where(s => s is { IsStatic: false } and (IPropertySymbol { IsIndexer: false } or IFieldSymbol) && !asked.Contains(s.Name))
                .Select(s => Candidate.Of([s], SymbolText.Name(s) + ":"));
    }
}
