using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VoiceLake.Notebooks.Running.Parameters;

/// <summary>A variable of a parameters cell: what it is called and what may be put in it.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Type">Its type as written, or as its literal shows behind <c>var</c>; <c>null</c> where the text does not tell.</param>
/// <param name="Modifiers">Such as <c>const</c>: a variable with one is declared anew, not assigned.</param>
internal sealed record ParameterDeclaration(string Name, TypeSyntax? Type, string Modifiers)
{
    /// <summary>The variables a cell declares, in order.</summary>
    public static IReadOnlyList<ParameterDeclaration> Find(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(WithoutMagics(source), CSharpParseOptions.Default.WithKind(SourceCodeKind.Script));
        return
        [
            .. tree.GetCompilationUnitRoot().Members.OfType<FieldDeclarationSyntax>().SelectMany(field =>
                field.Declaration.Variables.Select(variable => new ParameterDeclaration(
                    variable.Identifier.ValueText, TypeOf(field.Declaration.Type, variable), field.Modifiers.ToString()))),
        ];
    }

    // Lines such as #!time mean nothing to the compiler; the line count stays.
    private static string WithoutMagics(string source) =>
        string.Join('\n', source.Split('\n').Select(line => line.StartsWith('#') ? "" : line));

    private static TypeSyntax? TypeOf(TypeSyntax declared, VariableDeclaratorSyntax variable) =>
        !declared.IsVar ? declared : TypeOf(variable.Initializer?.Value) is { } name ? SyntaxFactory.ParseTypeName(name) : null;

    private static string? TypeOf(ExpressionSyntax? value) => value switch
    {
        LiteralExpressionSyntax { Token.Value: { } literal } => literal switch
        {
            string => "string",
            bool => "bool",
            int => "int",
            uint => "uint",
            long => "long",
            ulong => "ulong",
            float => "float",
            double => "double",
            decimal => "decimal",
            char => "char",
            _ => null,
        },
        InterpolatedStringExpressionSyntax => "string",
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: var operand } => TypeOf(operand),
        ParenthesizedExpressionSyntax inner => TypeOf(inner.Expression),
        CastExpressionSyntax cast => cast.Type.ToString(),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice => TypeOf(choice.Right),
        ImplicitArrayCreationExpressionSyntax array when TypeOf(array.Initializer.Expressions.FirstOrDefault()) is { } element => element + "[]",
        ArrayCreationExpressionSyntax array => array.Type.ToString(),
        _ => null,
    };
}
