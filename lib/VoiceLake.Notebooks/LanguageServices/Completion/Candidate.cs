using Microsoft.CodeAnalysis;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>Something that could be written, before it is known whether it fits what is typed.</summary>
/// <param name="Text">The text that is inserted.</param>
/// <param name="Kind">Its kind, as in <see cref="CompletionEntry"/>.</param>
/// <param name="Rank">Its place among those that fit equally well; smaller is earlier.</param>
/// <param name="Signature">Describes it; asked only of those that are offered.</param>
/// <param name="Filter">What the typed text is compared with, when it is not the inserted text.</param>
internal sealed record Candidate(string Text, string Kind, int Rank, Func<string?> Signature, string? Filter = null)
{
    /// <summary>The candidate for a symbol and its overloads.</summary>
    public static Candidate Of(IReadOnlyList<ISymbol> overloads, string? text = null, int? rank = null)
    {
        var symbol = overloads[0];
        return new Candidate(text ?? SymbolText.Name(symbol), SymbolText.Kind(symbol), rank ?? RankOf(symbol), () => SymbolText.Line(symbol, overloads.Count - 1));
    }

    /// <summary>The candidates for what a lookup found: one for all overloads of a name.</summary>
    public static IEnumerable<Candidate> All(IEnumerable<ISymbol> symbols) =>
        symbols.Where(SymbolText.IsForUsers).GroupBy(s => (s.Name, s.Kind)).Select(group => Of([.. group]));

    private static int RankOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or IFieldSymbol { ContainingType.IsScriptClass: true } => 1,
        IMethodSymbol { ContainingType.IsScriptClass: true } => 2,
        { ContainingType.SpecialType: SpecialType.System_Object } => 9,
        IMethodSymbol { ReducedFrom: not null } => 4,
        INamedTypeSymbol { ContainingType.IsScriptClass: true } => 2,
        INamedTypeSymbol => 5,
        INamespaceSymbol => 6,
        _ => 3,
    };
}
