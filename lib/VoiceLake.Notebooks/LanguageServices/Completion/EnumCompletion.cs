using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>Where a value of an enumeration is wanted, its members: after <c>==</c>, <c>=</c>, <c>case</c> and as an argument.</summary>
internal static class EnumCompletion
{
    public static IEnumerable<Candidate> Find(Caret caret)
    {
        var wanted = Wanted(caret);
        if (wanted is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            wanted = nullable.TypeArguments[0];
        }

        if (wanted is not { TypeKind: TypeKind.Enum })
        {
            return [];
        }

        var name = wanted.ToMinimalDisplayString(caret.Block.Model, caret.WordStart);
        return wanted.GetMembers().OfType<IFieldSymbol>().Select(member => Candidate.Of([member], $"{name}.{SymbolText.Name(member)}", rank: 0));
    }

    private static ITypeSymbol? Wanted(Caret caret)
    {
        var model = caret.Block.Model;
        var value = caret.Left.Parent switch
        {
            BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression && binary.OperatorToken == caret.Left => binary.Left,
            AssignmentExpressionSyntax assignment when assignment.OperatorToken == caret.Left => assignment.Left,
            EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax declaration } => declaration.Type,
            CaseSwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax choice } => choice.Expression,
            IsPatternExpressionSyntax match => match.Expression,
            _ => null,
        };
        return value is not null ? model.GetTypeInfo(value).Type
            : caret.Left.Parent is BaseArgumentListSyntax && CallSite.Around(caret.Block, caret.WordStart) is { } call ? Parameter(call)
            : null;
    }

    private static ITypeSymbol? Parameter(CallSite call) =>
        call.Overloads.Where(o => o.Parameters.Count > call.Position && call.Likeness(o) >= 0).Select(o => o.Parameters[call.Position].Type).FirstOrDefault(t => t.TypeKind == TypeKind.Enum);
}
