using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VoiceLake.Notebooks.Checking.Rules;

/// <summary>Cells are short and call the library: what they do is seen in the syntax of their C#.</summary>
internal static class CodeRules
{
    public const int MostLines = 12;

    public static readonly IReadOnlyList<NotebookRule> All =
    [
        new("cell-length", $"code cells have at most {MostLines} lines", "split the cell, or let the library do the work", Length),
        new("no-types", "cells declare no types", "put the type into the library", notebook => Nodes(notebook, DeclaredType)),
        new("no-file-loops", "cells have no loops over files", "let the library walk over the files", notebook => Nodes(notebook, FileLoop)),
        new("no-path-arithmetic", "cells put no paths together", "let the library make the path, or take it from a parameter", notebook => Nodes(notebook, PathArithmetic)),
    ];

    private static readonly HashSet<string> FileTypes = new(StringComparer.Ordinal) { "Directory", "DirectoryInfo", "File", "FileInfo", "FileStream", "Path", "StreamReader", "StreamWriter" };

    private static readonly HashSet<string> FileNames = new(StringComparer.OrdinalIgnoreCase) { "file", "files", "path", "paths", "folder", "folders", "directory", "directories", "fileName", "filePath" };

    private static IEnumerable<Breach> Length(CheckedNotebook notebook) =>
        from cell in notebook.Code
        let lines = cell.Cell.Source.TrimEnd().Split('\n').Length
        where lines > MostLines
        select new Breach(cell, string.Create(CultureInfo.InvariantCulture, $"{lines} lines, at most {MostLines}"));

    private static IEnumerable<Breach> Nodes(CheckedNotebook notebook, Func<SyntaxNode, string?> detail) =>
        from cell in notebook.Code
        from tree in cell.Syntax
        from node in tree.DescendantNodes()
        let found = detail(node)
        where found is not null
        select new Breach(cell, string.Create(CultureInfo.InvariantCulture, $"line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {found}"));

    private static string? DeclaredType(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => $"declares the type '{type.Identifier.Text}'",
        DelegateDeclarationSyntax type => $"declares the type '{type.Identifier.Text}'",
        _ => null,
    };

    private static string? FileLoop(SyntaxNode node) => node switch
    {
        ForEachStatementSyntax loop when FileNames.Contains(loop.Identifier.Text) || FileNames.Contains(LastName(loop.Expression)) || UsesFiles(loop) => "a loop over files",
        ForEachVariableStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax when UsesFiles(node) => "a loop over files",
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } when IsWalk(call.Name.Identifier.Text) && !node.Ancestors().Any(IsLoop) =>
            $"'{call.Name.Identifier.Text}' walks over files",
        _ => null,
    };

    private static bool IsLoop(SyntaxNode node) => node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    private static bool UsesFiles(SyntaxNode loop) => loop.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => FileTypes.Contains(name.Identifier.Text) || IsWalk(name.Identifier.Text));

    private static bool IsWalk(string method) => method is "EnumerateFiles" or "EnumerateDirectories" or "EnumerateFileSystemEntries" or "EnumerateFileSystemInfos"
        or "GetFiles" or "GetDirectories" or "GetFileSystemEntries" or "GetFileSystemInfos";

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        _ => "",
    };

    private static string? PathArithmetic(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Path" } or MemberAccessExpressionSyntax { Name.Identifier.Text: "Path", Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "IO" } } } path =>
            $"'{path}' puts a path together",
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when IsEdge(sum.Left, atEnd: true) || IsEdge(sum.Right, atEnd: false) => $"'{sum}' puts a path together",
        InterpolatedStringExpressionSyntax text when HasSeparator(text) => $"'{text}' puts a path together",
        _ => null,
    };

    // "…/" + x and x + "/…".
    private static bool IsEdge(ExpressionSyntax side, bool atEnd) =>
        (side is BinaryExpressionSyntax sum ? sum.Right : side) is LiteralExpressionSyntax { Token.Value: string { Length: > 0 } text } && (atEnd ? text[^1] : text[0]) is '/' or '\\';

    // $"{lake}/bronze" and $"bronze/{name}", and no $"{good}/{all}", which is a share, nor $"<b>{x}</b>".
    private static bool HasSeparator(InterpolatedStringExpressionSyntax text)
    {
        for (var index = 0; index < text.Contents.Count; index++)
        {
            if (text.Contents[index] is InterpolatedStringTextSyntax { TextToken.ValueText: { Length: > 1 } piece }
                && ((index > 0 && piece[0] is '/' or '\\' && IsNameLetter(piece[1]))
                    || (index < text.Contents.Count - 1 && piece[^1] is '/' or '\\' && IsNameLetter(piece[^2]))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNameLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.' or ':' or '/';
}
