using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>The names in sight: variables, members and types of all cells so far, of this one and of the imports.</summary>
internal static class NameCompletion
{
    private const string AttributeSuffix = "Attribute";

    public static IEnumerable<Candidate> Find(Caret caret)
    {
        if (KeywordCompletion.IsAfterOperand(caret))
        {
            return [];
        }

        if (caret.Left.Parent is AttributeListSyntax && caret.Left.Kind() is SyntaxKind.OpenBracketToken or SyntaxKind.CommaToken or SyntaxKind.ColonToken)
        {
            return Candidate.All(NamesInSight.At(caret.Block, caret.WordStart, typesOnly: true).Where(s => s is INamespaceSymbol || IsAttribute(s)))
                .Select(c => c.Text.EndsWith(AttributeSuffix, StringComparison.Ordinal) ? c with { Text = c.Text[..^AttributeSuffix.Length] } : c);
        }

        var names = NamesInSight.At(caret.Block, caret.WordStart, typesOnly: IsForType(caret.Left) || KeywordCompletion.IsInTypeBody(caret.Left)).ToList();
        return Candidate.All(names.Where(s => IsDeclaredBefore(s, caret) && !(caret.Left.IsKind(SyntaxKind.NewKeyword) && s is INamedTypeSymbol { IsStatic: true })))
            .Concat(DistantTypes.Find(caret, names.Select(s => s.Name).ToHashSet()));
    }

    /// <summary>Whether only a type can follow.</summary>
    public static bool IsForType(SyntaxToken left) => left.Kind() switch
    {
        SyntaxKind.NewKeyword or SyntaxKind.AsKeyword or SyntaxKind.StackAllocKeyword => true,
        SyntaxKind.ColonToken => left.Parent is BaseListSyntax or TypeParameterConstraintClauseSyntax,
        SyntaxKind.CommaToken => left.Parent is BaseListSyntax or TypeArgumentListSyntax or ParameterListSyntax,
        SyntaxKind.LessThanToken => left.Parent is TypeArgumentListSyntax,
        SyntaxKind.OpenParenToken => left.Parent is TypeOfExpressionSyntax or DefaultExpressionSyntax or SizeOfExpressionSyntax or CatchDeclarationSyntax
            or ParameterListSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax },
        SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ReadOnlyKeyword
            or SyntaxKind.AbstractKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.ConstKeyword or SyntaxKind.StaticKeyword => true,
        _ => false,
    };

    private static bool IsAttribute(ISymbol symbol)
    {
        var type = (symbol as INamedTypeSymbol)?.BaseType;
        while (type is not null && type.Name != AttributeSuffix)
        {
            type = type.BaseType;
        }

        return type is not null;
    }

    /// <summary>A name that this text declares counts from its declaration on; members of types and functions count everywhere.</summary>
    private static bool IsDeclaredBefore(ISymbol symbol, Caret caret)
    {
        if (symbol is not (ILocalSymbol or IFieldSymbol { ContainingType.IsScriptClass: true }))
        {
            return true;
        }

        var here = symbol.Locations.FirstOrDefault(l => l.SourceTree == caret.Block.Tree);
        if (here is null)
        {
            return true;
        }

        // `var x = x|` is not a use of x; a function's body runs when all is declared.
        var declaration = caret.Block.Root.FindToken(here.SourceSpan.Start).Parent;
        return here.SourceSpan.End < caret.WordStart && declaration?.Span.Contains(caret.Left.SpanStart) != true
            || (symbol is IFieldSymbol && caret.Left.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is BaseMethodDeclarationSyntax or TypeDeclarationSyntax) is not null);
    }
}
