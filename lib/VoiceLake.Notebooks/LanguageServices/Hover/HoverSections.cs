using Microsoft.CodeAnalysis;

namespace VoiceLake.Notebooks.LanguageServices.Hover;

/// <summary>The paragraphs of a hover.</summary>
internal static class HoverSections
{
    public static IEnumerable<string> Of(ISymbol symbol, string line, string? value, SymbolDocumentation? documentation, bool detailed, bool markdown)
    {
        yield return markdown ? SafeMarkdown.Block(line) : line;
        if (value is not null)
        {
            yield return "Value: " + (markdown ? SafeMarkdown.Code(value) : value);
        }

        if (documentation?.Summary(markdown) is { } summary)
        {
            yield return summary;
        }

        if (!detailed || documentation is null)
        {
            yield break;
        }

        var parameters = Parameters(symbol).Select(name => (name, text: documentation.Parameter(name, markdown))).Where(p => p.text is not null).Select(p => Item(p.name, p.text, markdown)).ToList();
        if (parameters.Count > 0)
        {
            yield return Heading("Parameters", markdown) + string.Join('\n', parameters);
        }

        if (documentation.Returns(markdown) is { } returns)
        {
            yield return Heading("Returns", markdown) + returns;
        }

        var exceptions = documentation.Exceptions(markdown).Select(e => Item(e.Type, e.When, markdown)).ToList();
        if (exceptions.Count > 0)
        {
            yield return Heading("Exceptions", markdown) + string.Join('\n', exceptions);
        }

        if (documentation.Remarks(markdown) is { } remarks)
        {
            yield return Heading("Remarks", markdown) + remarks;
        }
    }

    private static string Heading(string text, bool markdown) => markdown ? $"**{text}**\n\n" : text + ":\n";

    private static string Item(string name, string? text, bool markdown)
    {
        var lead = markdown ? $"- {SafeMarkdown.Code(name)}" : "  " + name;
        return text is null ? lead : $"{lead}: {text}";
    }

    private static IEnumerable<string> Parameters(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.TypeParameters.Select(p => p.Name).Concat(method.Parameters.Select(p => p.Name)),
        IPropertySymbol property => property.Parameters.Select(p => p.Name),
        INamedTypeSymbol type => type.TypeParameters.Select(p => p.Name),
        _ => [],
    };
}
