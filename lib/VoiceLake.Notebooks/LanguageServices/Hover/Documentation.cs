using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.LanguageServices.Hover;

/// <summary>Finds the documentation of symbols: beside their assembly, in the framework's reference pack, above their declaration in a cell.</summary>
internal sealed class Documentation
{
    private const int InheritedAtMost = 5;
    private readonly DocumentationFiles _files = new();

    /// <summary>The documentation; null when there is none.</summary>
    public SymbolDocumentation? Find(ISymbol symbol, Compilation compilation)
    {
        var element = Element(symbol, compilation, 0);
        return element is null || (symbol is not INamedTypeSymbol && element.IsEmpty) ? null : new SymbolDocumentation(element);
    }

    private XElement? Element(ISymbol symbol, Compilation compilation, int depth)
    {
        var defined = (symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced : symbol).OriginalDefinition;
        var element = defined.DeclaringSyntaxReferences.IsEmpty ? FromFile(defined, compilation) : FromSource(defined);
        if (element?.Element("inheritdoc") is not { } inherit || depth == InheritedAtMost)
        {
            return element;
        }

        var from = inherit.Attribute("cref") is { } cref ? DocumentationCommentId.GetFirstSymbolForDeclarationId(cref.Value, compilation) : Inherited(defined);
        return from is null ? element : Element(from, compilation, depth + 1) ?? element;
    }

    private XElement? FromFile(ISymbol symbol, Compilation compilation)
    {
        if (symbol.GetDocumentationCommentId() is not { } id || symbol.ContainingAssembly is not { } assembly)
        {
            return null;
        }

        var path = (compilation.GetMetadataReference(assembly) as PortableExecutableReference)?.FilePath ?? FrameworkAssemblies.ByName.GetValueOrDefault(assembly.Name);
        return path is not null && _files.Find(path, symbol, id) is { } xml ? Parse(xml) : null;
    }

    /// <summary>Cells are compiled without their documentation comments, so these are read as text.</summary>
    private static XElement? FromSource(ISymbol symbol)
    {
        var node = symbol.DeclaringSyntaxReferences[0].GetSyntax();
        var owner = node.AncestorsAndSelf().First(n => n is MemberDeclarationSyntax or StatementSyntax or ParameterSyntax or CompilationUnitSyntax);
        var lines = owner.GetLeadingTrivia().Where(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia)).Select(t => t.ToString()).Where(t => t.StartsWith("///", StringComparison.Ordinal)).ToList();
        return lines.Count == 0 ? null : Parse("<member>" + string.Join('\n', lines.Select(line => line[3..])) + "</member>");
    }

    private static XElement? Parse(string xml)
    {
        try
        {
            return XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            // A comment that its author got wrong documents nothing; the compiler would have said so.
            return null;
        }
    }

    private static ISymbol? Inherited(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: { } method } => method,
        IPropertySymbol { OverriddenProperty: { } property } => property,
        INamedTypeSymbol type => (ISymbol?)(type.BaseType is { SpecialType: not SpecialType.System_Object } based ? based : type.Interfaces.FirstOrDefault()),
        { ContainingType: { } container } => container.AllInterfaces.SelectMany(i => i.GetMembers(symbol.Name))
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(container.FindImplementationForInterfaceMember(member), symbol)),
        _ => null,
    };
}
