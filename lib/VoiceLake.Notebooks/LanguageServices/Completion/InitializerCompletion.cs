using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>The members that an object initialiser, <c>new X { | }</c> or <c>x with { | }</c>, can still set.</summary>
internal static class InitializerCompletion
{
    /// <summary>The members; null when the place is in no object initialiser.</summary>
    public static IEnumerable<Candidate>? Find(Caret caret)
    {
        if (caret.Left.Kind() is not (SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken)
            || caret.Left.Parent is not InitializerExpressionSyntax initializer
            || Type(caret.Block.Model, initializer) is not { } type)
        {
            return null;
        }

        var written = initializer.Expressions.OfType<AssignmentExpressionSyntax>().Where(a => !a.Left.Span.Contains(caret.WordStart)).Select(a => a.Left.ToString()).ToHashSet();
        var members = caret.Block.Model.LookupSymbols(caret.WordStart, type).Where(s => !s.IsStatic && !written.Contains(s.Name) && CanBeSet(s)).ToList();

        // `new List<int> { |` is a collection: its elements are any expression.
        var isCollection = type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);
        return isCollection ? null : Candidate.All(members);
    }

    private static bool CanBeSet(ISymbol symbol) =>
        symbol is IFieldSymbol { IsReadOnly: false, IsConst: false } or IPropertySymbol { SetMethod: not null, IsIndexer: false } || IsCollection(symbol);

    private static bool IsCollection(ISymbol symbol) =>
        symbol is IPropertySymbol { IsIndexer: false, Type: { SpecialType: not SpecialType.System_String } type } && type.GetMembers("Add").Any();

    private static ITypeSymbol? Type(SemanticModel model, InitializerExpressionSyntax initializer) => initializer.Parent switch
    {
        BaseObjectCreationExpressionSyntax creation => model.GetTypeInfo(creation).Type,
        WithExpressionSyntax with => model.GetTypeInfo(with.Expression).Type,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax member } => model.GetSymbolInfo(member).Symbol is IPropertySymbol property ? property.Type : null,
        _ => null,
    };
}
