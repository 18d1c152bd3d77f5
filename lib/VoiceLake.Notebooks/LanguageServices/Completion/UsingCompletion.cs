using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>What can follow <c>using</c>: namespaces, types after <c>static</c> and <c>=</c>.</summary>
internal static class UsingCompletion
{
    public static IEnumerable<Candidate> Find(Caret caret, UsingDirectiveSyntax directive)
    {
        if (MemberTarget.IsAfterDot(caret.Left))
        {
            return MemberCompletion.Find(caret).Where(c => TakesTypes(directive) || c.Kind == "namespace");
        }

        var names = Candidate.All(caret.Block.Model.LookupNamespacesAndTypes(caret.WordStart).Where(s => TakesTypes(directive) || s is INamespaceSymbol));
        return caret.Left.IsKind(SyntaxKind.UsingKeyword) ? names.Append(KeywordCompletion.Keyword("static")) : names;
    }

    private static bool TakesTypes(UsingDirectiveSyntax directive) => directive.StaticKeyword.RawKind != 0 || directive.Alias is not null;
}
