using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VoiceLake.Notebooks.LanguageServices.Code;

/// <summary>What stands before a dot.</summary>
/// <param name="Container">The namespace or type whose members can follow.</param>
/// <param name="IsInstance">True for a value: its members; false for a name: static members and nested types.</param>
internal sealed record MemberTarget(INamespaceOrTypeSymbol Container, bool IsInstance)
{
    public static bool IsAfterDot(SyntaxToken left) => left.Kind() is SyntaxKind.DotToken or SyntaxKind.MinusGreaterThanToken or SyntaxKind.ColonColonToken;

    /// <summary>The targets; two where a name is both, as a property named like its type.</summary>
    public static IReadOnlyList<MemberTarget> Of(Caret caret)
    {
        if (Expression(caret.Left) is not { } expression)
        {
            return [];
        }

        var model = caret.Block.Model;
        if (caret.Left.IsKind(SyntaxKind.ColonColonToken) && expression.ToString() == "global")
        {
            return [new MemberTarget(caret.Block.Compilation.GlobalNamespace, false)];
        }

        if (expression is PredefinedTypeSyntax && model.GetTypeInfo(expression).Type is { } predefined)
        {
            return [new MemberTarget(predefined, false)];
        }

        // In half-written code `list.Wh⏎var x` reads as a type: the text is bound once more as a value, then as a name.
        var isType = expression.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax;
        var found = new List<MemberTarget>();
        if (!isType)
        {
            found.AddRange(Targets(model.GetSymbolInfo(expression), model.GetTypeInfo(expression).Type));
        }

        if (found.Count == 0 || isType)
        {
            var copy = SyntaxFactory.ParseExpression(expression.ToString());
            var at = expression.SpanStart;
            found.AddRange(Targets(
                model.GetSpeculativeSymbolInfo(at, copy, SpeculativeBindingOption.BindAsExpression),
                model.GetSpeculativeTypeInfo(at, copy, SpeculativeBindingOption.BindAsExpression).Type));
            if (found.Count == 0)
            {
                found.AddRange(Targets(model.GetSpeculativeSymbolInfo(at, copy, SpeculativeBindingOption.BindAsTypeOrNamespace), null));
            }
        }

        return found;
    }

    private static ExpressionSyntax? Expression(SyntaxToken dot) => dot.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        QualifiedNameSyntax name => name.Left,
        AliasQualifiedNameSyntax alias => alias.Alias,
        MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>(a => a.WhenNotNull.Span.Contains(binding.SpanStart))?.Expression,
        _ => null,
    };

    private static IEnumerable<MemberTarget> Targets(SymbolInfo info, ITypeSymbol? type)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        switch (symbol)
        {
            case INamespaceSymbol space:
                yield return new MemberTarget(space, false);
                yield break;
            case ITypeSymbol { TypeKind: not TypeKind.Error } named:
                yield return new MemberTarget(named, false);
                yield break;
            case IMethodSymbol method when type is null:
                // A call whose arguments do not fit yet has the type it will have; a bare method group has no members.
                type = info.CandidateReason == CandidateReason.OverloadResolutionFailure ? method.ReturnType : null;
                break;
        }

        if (type is not null and not { TypeKind: TypeKind.Error or TypeKind.Dynamic } and not { SpecialType: SpecialType.System_Void })
        {
            yield return new MemberTarget(type, true);
            if (symbol is IPropertySymbol or IFieldSymbol or ILocalSymbol or IParameterSymbol && symbol.Name == type.Name)
            {
                yield return new MemberTarget(type, false);
            }
        }
    }
}
