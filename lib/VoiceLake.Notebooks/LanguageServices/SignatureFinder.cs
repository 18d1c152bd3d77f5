using VoiceLake.Notebooks.LanguageServices.Code;
using VoiceLake.Notebooks.LanguageServices.Hover;

namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>The overloads of the call around a place.</summary>
internal static class SignatureFinder
{
    public static SignatureHelp? Find(CodeBlock block, int position, Documentation documentation)
    {
        if (Caret.At(block, position).IsInText || CallSite.Around(block, position) is not { } call)
        {
            return null;
        }

        var overloads = call.Overloads.OrderBy(o => o.Parameters.Count).ToList();
        var active = overloads.FindIndex(o => o.Symbol.Equals(call.Chosen, Microsoft.CodeAnalysis.SymbolEqualityComparer.Default));
        active = active < 0 ? Math.Max(0, overloads.FindIndex(o => o.Parameters.Count > call.Position && call.Fits(o))) : active;
        return new SignatureHelp([.. overloads.Select(Entry)], active, call.Position);
    }

    private static SignatureEntry Entry(Overload overload) =>
        new(SymbolText.Line(overload.Symbol), null, [.. overload.Parameters.Select(p => new ParameterEntry(SymbolText.Line(p), null))]);
}
