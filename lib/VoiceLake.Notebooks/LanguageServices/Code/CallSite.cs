using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VoiceLake.Notebooks.LanguageServices.Code;

/// <summary>A call whose arguments are being written.</summary>
/// <param name="Overloads">What may be called, methods, constructors, indexers and delegates alike, as methods or properties with parameters.</param>
/// <param name="Chosen">What the compiler would call with the arguments so far; null while it cannot say.</param>
/// <param name="Position">The index of the argument at the place.</param>
/// <param name="Arguments">The arguments so far; one that is not written yet is an empty expression.</param>
/// <param name="Model">Binds them.</param>
internal sealed record CallSite(IReadOnlyList<Overload> Overloads, ISymbol? Chosen, int Position, IReadOnlyList<Argument> Arguments, SemanticModel Model)
{
    /// <summary>The name the argument at the place is given by; null for one by position.</summary>
    public string? Name => Position < Arguments.Count ? Arguments[Position].Name : null;

    /// <summary>Whether an overload takes as many arguments as there are.</summary>
    public bool Fits(Overload overload) => overload.Parameters.Count >= Arguments.Count || overload.Parameters is [.., { IsParams: true }];

    /// <summary>How well the arguments so far suit an overload: how many are of just the parameter's type; -1 when one cannot be given.</summary>
    public int Likeness(Overload overload)
    {
        if (!Fits(overload))
        {
            return -1;
        }

        var same = 0;
        for (var i = 0; i < Math.Min(Arguments.Count, overload.Parameters.Count); i++)
        {
            if (Arguments[i] is not { Name: null, Value: { IsMissing: false, Span.IsEmpty: false } value } || overload.Parameters[i].IsParams)
            {
                continue;
            }

            var conversion = Model.ClassifyConversion(value, overload.Parameters[i].Type);
            if (!conversion.IsImplicit && Model.GetTypeInfo(value).Type is { TypeKind: not TypeKind.Error })
            {
                return -1;
            }

            same += conversion.IsIdentity ? 1 : 0;
        }

        return same;
    }

    /// <summary>The innermost call around a place; null when there is none.</summary>
    public static CallSite? Around(CodeBlock block, int position)
    {
        for (var node = Caret.TokenBefore(block.Root, position).Parent; node is not null; node = node.Parent)
        {
            if (node is BaseArgumentListSyntax list && IsInside(list.GetFirstToken(), list.GetLastToken(includeZeroWidth: true), position))
            {
                return Of(block, list.Parent!, [.. list.Arguments.Select(a => new Argument(a.NameColon?.Name.Identifier.Text, a.Expression))], list.Arguments.GetSeparators(), position);
            }

            if (node is AttributeArgumentListSyntax attribute && IsInside(attribute.OpenParenToken, attribute.CloseParenToken, position))
            {
                return Of(block, attribute.Parent!, [.. attribute.Arguments.Select(a => new Argument(a.NameColon?.Name.Identifier.Text, a.Expression))], attribute.Arguments.GetSeparators(), position);
            }

            // `numbers[|]` alone reads as the type of an array.
            if (node is ArrayRankSpecifierSyntax { Parent: ArrayTypeSyntax array } rank && IsInside(rank.OpenBracketToken, rank.CloseBracketToken, position))
            {
                return Of(block, array, [], rank.Sizes.GetSeparators(), position);
            }

            if (node is BlockSyntax && node.Span.Contains(position))
            {
                // The statements of a lambda are no argument any more.
                return null;
            }
        }

        return null;
    }

    private static bool IsInside(SyntaxToken open, SyntaxToken close, int position) => position >= open.Span.End && (close.IsMissing || position <= close.SpanStart);

    private static CallSite? Of(CodeBlock block, SyntaxNode call, IReadOnlyList<Argument> arguments, IEnumerable<SyntaxToken> commas, int position)
    {
        var overloads = Find(block.Model, call).Where(o => block.Model.IsAccessible(position, o.Symbol)).ToList();
        if (overloads.Count == 0)
        {
            return null;
        }

        return new CallSite(overloads, block.Model.GetSymbolInfo(call).Symbol, commas.Count(comma => comma.Span.End <= position), arguments, block.Model);
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
        ElementAccessExpressionSyntax access => Indexers(model.GetTypeInfo(access.Expression).Type),
        ArrayTypeSyntax array => Indexers(model.GetSpeculativeTypeInfo(
            array.SpanStart, SyntaxFactory.ParseExpression(array.ElementType.ToString()), SpeculativeBindingOption.BindAsExpression).Type),
        _ => [],
    };

    private static IEnumerable<Overload> Invoked(SemanticModel model, InvocationExpressionSyntax invocation)
    {
        var group = model.GetMemberGroup(invocation.Expression);
        return group.IsEmpty
            ? model.GetTypeInfo(invocation.Expression).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? [new Overload(invoke, invoke.Parameters)] : []
            : group.OfType<IMethodSymbol>().Select(m => new Overload(m, m.Parameters));
    }

    private static IEnumerable<Overload> Indexers(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var indexer in type.GetMembers().OfType<IPropertySymbol>().Where(p => p.IsIndexer && !p.IsOverride))
            {
                yield return new Overload(indexer, indexer.Parameters);
            }
        }
    }

    private static IEnumerable<Overload> Constructors(ITypeSymbol? type) =>
        type is INamedTypeSymbol named ? named.InstanceConstructors.Where(c => !c.IsImplicitlyDeclared || c.Parameters.IsEmpty).Select(c => new Overload(c, c.Parameters)) : [];
}

/// <summary>An argument as it is written.</summary>
/// <param name="Name">The name it is given by; null for one by position.</param>
/// <param name="Value">The value.</param>
internal sealed record Argument(string? Name, ExpressionSyntax Value);

/// <summary>One thing that a call may mean.</summary>
internal sealed record Overload(ISymbol Symbol, IReadOnlyList<IParameterSymbol> Parameters);
