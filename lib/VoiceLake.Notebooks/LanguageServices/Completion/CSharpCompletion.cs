using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>What can be written at a place in C#: members after a dot, otherwise the names in sight and the keywords that fit.</summary>
internal static class CSharpCompletion
{
    public static CompletionList Find(CodeBlock block, int position)
    {
        var caret = Caret.At(block, position);
        return caret.IsInText || NamesSomethingNew(caret)
            ? CompletionList.Empty(position)
            : new CompletionList(OverrideCompletion.StartOf(caret), caret.WordEnd, CompletionFilter.Choose(Candidates(caret), caret.Typed));
    }

    private static IEnumerable<Candidate> Candidates(Caret caret)
    {
        if (caret.Left.Parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { } directive && caret.WordStart <= directive.Span.End && caret.Left != directive.SemicolonToken)
        {
            return UsingCompletion.Find(caret, directive);
        }

        if (MemberTarget.IsAfterDot(caret.Left))
        {
            return MemberCompletion.Find(caret);
        }

        return InitializerCompletion.Find(caret)
            ?? OverrideCompletion.Find(caret)
            ?? PatternCompletion.Find(caret)
            ?? [.. EnumCompletion.Find(caret), .. ArgumentNameCompletion.Find(caret), .. NameCompletion.Find(caret), .. KeywordCompletion.Find(caret)];
    }

    /// <summary>Whether the word is a name that its author invents: nothing known can be offered for it.</summary>
    private static bool NamesSomethingNew(Caret caret)
    {
        var word = caret.Block.Root.FindToken(caret.WordStart);
        if (caret.WordStart == caret.Position || word.SpanStart != caret.WordStart)
        {
            // Nothing typed yet: after `class` or `int` comes a name, if on the same line.
            return !caret.IsFirstOfLine && caret.Left.Kind() is SyntaxKind.ClassKeyword or SyntaxKind.StructKeyword or SyntaxKind.InterfaceKeyword or SyntaxKind.EnumKeyword
                or SyntaxKind.NamespaceKeyword or SyntaxKind.RecordKeyword;
        }

        return word.Parent switch
        {
            // `list⏎na|` and `list i|` read as declarations: the line break and the value before it say that they are not.
            VariableDeclaratorSyntax variable => variable.Identifier == word && !caret.IsFirstOfLine && !FollowsValue(variable, caret),
            BaseTypeDeclarationSyntax type => type.Identifier == word,
            ParameterSyntax { Parent.Parent: not LambdaExpressionSyntax, Type: not null } parameter => parameter.Identifier == word,
            MethodDeclarationSyntax method => method.Identifier == word && !caret.IsFirstOfLine,
            LocalFunctionStatementSyntax function => function.Identifier == word && !caret.IsFirstOfLine,
            PropertyDeclarationSyntax property => property.Identifier == word && !caret.IsFirstOfLine,
            ForEachStatementSyntax each => each.Identifier == word,
            SingleVariableDesignationSyntax => !caret.IsFirstOfLine,
            CatchDeclarationSyntax declaration => declaration.Identifier == word,
            TypeParameterSyntax => true,
            EnumMemberDeclarationSyntax => true,
            _ => false,
        };
    }

    private static bool FollowsValue(VariableDeclaratorSyntax variable, Caret caret) =>
        variable.Parent is VariableDeclarationSyntax { Type: NameSyntax { IsVar: false } type }
        && caret.Block.Model.GetSpeculativeSymbolInfo(type.SpanStart, SyntaxFactory.ParseExpression(type.ToString()), SpeculativeBindingOption.BindAsExpression).Symbol
            is ILocalSymbol or IFieldSymbol or IPropertySymbol or IParameterSymbol;
}
