using Microsoft.CodeAnalysis;

namespace VoiceLake.Notebooks.LanguageServices.Hover;

/// <summary>Finds the documentation of symbols.</summary>
internal sealed class Documentation
{
    private readonly Dictionary<string, SymbolDocumentation?> _found = [];

    public SymbolDocumentation? Find(ISymbol symbol, Compilation compilation) => _found.GetValueOrDefault(symbol.Name);
}

internal sealed record SymbolDocumentation(string? Summary, IReadOnlyDictionary<string, string> Parameters, string? Returns, string? Remarks);
