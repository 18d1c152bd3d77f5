using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>The members of what stands before the dot.</summary>
internal static class MemberCompletion
{
    public static IEnumerable<Candidate> Find(Caret caret) => MemberTarget.Of(caret).SelectMany(target => Candidate.All(Members(caret, target)));

    private static IEnumerable<ISymbol> Members(Caret caret, MemberTarget target)
    {
        var model = caret.Block.Model;
        var at = caret.Left.SpanStart;
        if (!target.IsInstance)
        {
            return target.Container is INamespaceSymbol
                ? model.LookupNamespacesAndTypes(at, target.Container)
                : model.LookupStaticMembers(at, target.Container);
        }

        var type = (ITypeSymbol)target.Container;
        var isConditional = caret.Left.Parent is MemberBindingExpressionSyntax;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && isConditional)
        {
            type = nullable.TypeArguments[0];
        }
        else if (type is IPointerTypeSymbol pointer)
        {
            type = pointer.PointedAtType;
        }

        return model.LookupSymbols(at, type, name: null, includeReducedExtensionMethods: true).Where(s => s is not ITypeSymbol && (!s.IsStatic || s is IMethodSymbol { ReducedFrom: not null }));
    }
}
