using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>After <c>override</c>: the members a type can override, each written out with a body that calls the base.</summary>
internal static class OverrideCompletion
{
    private static readonly SymbolDisplayFormat Declaration = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameOnly,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        propertyStyle: SymbolDisplayPropertyStyle.NameOnly,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Where what the entries replace begins: at <c>override</c>, for a client drops an entry that does not begin with the text before the caret.</summary>
    public static int StartOf(Caret caret) => Applies(caret) ? caret.Left.SpanStart : caret.WordStart;

    /// <summary>The members; null when the place is not after <c>override</c> in a type.</summary>
    public static IEnumerable<Candidate>? Find(Caret caret)
    {
        if (!Applies(caret) || caret.Block.Model.GetDeclaredSymbol(caret.Left.Parent!.FirstAncestorOrSelf<TypeDeclarationSyntax>()!) is not { } type)
        {
            return null;
        }

        var overridden = type.GetMembers().Select(m => m switch { IMethodSymbol method => (ISymbol?)method.OverriddenMethod, IPropertySymbol property => property.OverriddenProperty, _ => null })
            .OfType<ISymbol>().ToHashSet(SymbolEqualityComparer.Default);
        return Inherited(type)
            .Where(m => !overridden.Contains(m) && caret.Block.Model.IsAccessible(caret.WordStart, m))
            .Select(m => new Candidate("override " + Text(m), SymbolText.Kind(m), 0, () => SymbolText.Line(m), m.Name));
    }

    private static bool Applies(Caret caret) =>
        caret.Left.IsKind(SyntaxKind.OverrideKeyword) && caret.Left.Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not null;

    private static IEnumerable<ISymbol> Inherited(INamedTypeSymbol type)
    {
        var closed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers().Where(m => m is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: not "Finalize" } or IPropertySymbol { IsIndexer: false }))
            {
                var before = member is IMethodSymbol method ? method.OverriddenMethod : (ISymbol?)((IPropertySymbol)member).OverriddenProperty;
                var isNew = closed.Add(member);
                if (before is not null)
                {
                    closed.Add(before);
                }

                if (isNew && (member.IsVirtual || member.IsAbstract || member.IsOverride) && !member.IsSealed)
                {
                    yield return member;
                }
            }
        }
    }

    private static string Text(ISymbol member)
    {
        var declaration = member.ToDisplayString(Declaration);
        return member switch
        {
            { IsAbstract: true } when member is IMethodSymbol => $"{declaration} => throw new System.NotImplementedException();",
            IMethodSymbol method => $"{declaration} => base.{method.Name}({string.Join(", ", method.Parameters.Select(Argument))});",
            IPropertySymbol { IsAbstract: true, SetMethod: not null } => $"{declaration} {{ get; set; }}",
            IPropertySymbol { IsAbstract: true } => $"{declaration} {{ get; }}",
            IPropertySymbol { SetMethod: not null } property => $"{declaration} {{ get => base.{property.Name}; set => base.{property.Name} = value; }}",
            _ => $"{declaration} => base.{member.Name};",
        };
    }

    private static string Argument(IParameterSymbol parameter) => (parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        _ => "",
    }) + SymbolText.Name(parameter);
}
