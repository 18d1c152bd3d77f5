using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VoiceLake.Notebooks.LanguageServices.Code;

/// <summary>A call whose arguments are being written.</summary>
/// <param name="Overloads">What may be called, methods, constructors, indexers and delegates alike, as methods or properties with parameters.</param>
/// <param name="Chosen">What the compiler would call with the arguments so far; null while it cannot say.</param>
/// <param name="Position">The index of the argument at the place.</param>
/// <param name="Count">How many arguments there are so far.</param>
/// <param name="Name">The name the argument at the place is given by; null for one by position.</param>
/// <param name="Named">The names that arguments are given by.</param>
internal sealed record CallSite(IReadOnlyList<Overload> Overloads, ISymbol? Chosen, int Position, int Count, string? Name, IReadOnlySet<string> Named)
{
    /// <summary>Whether an overload takes as many arguments as there are.</summary>
    public bool Fits(Overload overload) => overload.Parameters.Count >= Count || overload.Parameters is [.., { IsParams: true }];

    /// <summary>The innermost call around a place; null when there is none.</summary>
    public static CallSite? Around(CodeBlock block, int position)
    {
        for (var node = Caret.TokenBefore(block.Root, position).Parent; node is not null; node = node.Parent)
        {
            if (node is BaseArgumentListSyntax list && IsInside(list.GetFirstToken(), list.GetLastToken(includeZeroWidth: true), position))
            {
                return Of(block, list.Parent!, [.. list.Arguments.Select(a => a.NameColon?.Name.Identifier.Text)], list.Arguments.GetSeparators(), position);
            }

            if (node is AttributeArgumentListSyntax attribute && IsInside(attribute.OpenParenToken, attribute.CloseParenToken, position))
            {
                return Of(block, attribute.Parent!, [.. attribute.Arguments.Select(a => a.NameColon?.Name.Identifier.Text)], attribute.Arguments.GetSeparators(), position);
            }

            if (node is StatementSyntax or AnonymousFunctionExpressionSyntax { Body: BlockSyntax } && node.Span.Contains(position) && node is BlockSyntax)
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsInside(SyntaxToken open, SyntaxToken close, int position) => position >= open.Span.End && (close.IsMissing || position <= close.SpanStart);

    private static CallSite? Of(CodeBlock block, SyntaxNode call, IReadOnlyList<string?> names, IEnumerable<SyntaxToken> commas, int position)
    {
        var overloads = Find(block.Model, call).Where(o => block.Model.IsAccessible(position, o.Symbol)).ToList();
        if (overloads.Count == 0)
        {
            return null;
        }

        var index = commas.Count(comma => comma.Span.End <= position);
        return new CallSite(
            overloads,
            block.Model.GetSymbolInfo(call).Symbol,
            index,
            names.Count,
            index < names.Count ? names[index] : null,
            names.OfType<string>().ToHashSet());
    }

    private static IEnumerable<Overload> Find(SemanticModel model, SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax invocation => Invoked(model, invocation),
        BaseObjectCreationExpressionSyntax creation => Constructors(model.GetTypeInfo(creation).Type),
        ConstructorInitializerSyntax initializer => model.GetDeclaredSymbol(initializer.Parent!) is IMethodSymbol { ContainingType: { } type }
            ? Constructors(initializer.ThisOrBaseKeyword.IsKind(SyntaxKind.BaseKeyword) ? type.BaseType : type)
            : [],
        PrimaryConstructorBaseTypeSyntax based => Constructors(model.GetTypeInfo(based.Type).Type),
        AttributeSyntax attribute => Constructors(model.GetTypeInfo(attribute).Type),
        ElementAccessExpressionSyntax access => model.GetTypeInfo(access.Expression).Type is { } type
            ? model.LookupSymbols(access.SpanStart, type, WellKnownMemberNames.Indexer).OfType<IPropertySymbol>().Select(p => new Overload(p, p.Parameters))
            : [],
        _ => [],
    };

    private static IEnumerable<Overload> Invoked(SemanticModel model, InvocationExpressionSyntax invocation)
    {
        var group = model.GetMemberGroup(invocation.Expression);
        return group.IsEmpty
            ? model.GetTypeInfo(invocation.Expression).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? [new Overload(invoke, invoke.Parameters)] : []
            : group.OfType<IMethodSymbol>().Select(m => new Overload(m, m.Parameters));
    }

    private static IEnumerable<Overload> Constructors(ITypeSymbol? type) =>
        type is INamedTypeSymbol named ? named.InstanceConstructors.Select(c => new Overload(c, c.Parameters)) : [];
}

/// <summary>One thing that a call may mean.</summary>
internal sealed record Overload(ISymbol Symbol, IReadOnlyList<IParameterSymbol> Parameters);
