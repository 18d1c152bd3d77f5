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
        var takesTypes = directive.StaticKeyword.RawKind != 0 || directive.Alias is not null;
        var names = caret.Block.Model.LookupNamespacesAndTypes(caret.WordStart).Where(s => takesTypes || s is INamespaceSymbol);
        return caret.Left.IsKind(SyntaxKind.UsingKeyword)
            ? [.. Candidate.All(names), KeywordCompletion.Keyword("static")]
            : Candidate.All(names);
    }
}
