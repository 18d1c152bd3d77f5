using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.LanguageServices.Code;

/// <summary>
/// All names that can be written at a place. The compiler's own answer looks each name up in every cell before: 0.3 s after 200 cells.
/// So it is asked about the text alone, and the cells before are read from their classes.
/// </summary>
internal static class NamesInSight
{
    // One compilation for each list of references: to bind some 330 of them anew would cost as much as the rest of an answer.
    private static readonly ConditionalWeakTable<object, CSharpCompilation> Alone = [];

    public static IEnumerable<ISymbol> At(CodeBlock block, int position, bool typesOnly)
    {
        var earlier = Earlier(block.Compilation).ToList();
        var imports = earlier.SelectMany(c => c.SyntaxTrees).SelectMany(t => t.GetCompilationUnitRoot().Usings).Where(u => u.Alias is null).Select(u => u.NamespaceOrType.ToString());
        var alone = Alone.GetValue(block.References, _ => ScriptChain.Probe(new CellSource("Cell", "", "."), new ScriptLink(null, 0), block.References).RemoveAllSyntaxTrees());
        var text = alone.WithOptions(block.Compilation.Options.WithUsings(alone.Options.Usings.Union(imports))).AddSyntaxTrees(block.Tree);
        var model = text.GetSemanticModel(block.Tree);
        var own = model.LookupSymbols(position);
        var names = own.Where(s => s.Locations.Any(l => l.IsInSource)).Select(s => s.Name).ToHashSet();
        return own.Select(s => Bound(s, block)).Concat(earlier.SelectMany(cell => Members(cell).Concat(Aliases(cell))).Where(s => names.Add(s.Name)))
            .Where(s => !typesOnly || s is INamespaceOrTypeSymbol or IAliasSymbol);
    }

    /// <summary>The cells before, the last first.</summary>
    private static IEnumerable<CSharpCompilation> Earlier(CSharpCompilation compilation)
    {
        for (var link = compilation.ScriptCompilationInfo?.PreviousScriptCompilation; link is not null; link = link.ScriptCompilationInfo?.PreviousScriptCompilation)
        {
            yield return link;
        }
    }

    private static IEnumerable<ISymbol> Members(CSharpCompilation cell) => cell.ScriptClass is { } type ? type.GetMembers().GroupBy(m => m.Name).Select(group => group.First()) : [];

    private static IEnumerable<ISymbol> Aliases(CSharpCompilation cell) =>
        cell.SyntaxTrees.SelectMany(tree => tree.GetCompilationUnitRoot().Usings.Where(u => u.Alias is not null).Select(u => cell.GetSemanticModel(tree).GetDeclaredSymbol(u))).OfType<ISymbol>();

    /// <summary>A name of this text again, with the types that earlier cells gave it.</summary>
    private static ISymbol Bound(ISymbol symbol, CodeBlock block) =>
        symbol is ILocalSymbol or IFieldSymbol or IMethodSymbol or IPropertySymbol or IParameterSymbol or IRangeVariableSymbol
        && symbol.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration && declaration.SyntaxTree == block.Tree
            ? block.Model.GetDeclaredSymbol(declaration.GetSyntax()) ?? symbol
            : symbol;
}
