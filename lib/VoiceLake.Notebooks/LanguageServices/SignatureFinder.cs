using Microsoft.CodeAnalysis;
using VoiceLake.Notebooks.LanguageServices.Code;
using VoiceLake.Notebooks.LanguageServices.Hover;

namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>The overloads of the call around a place.</summary>
internal static class SignatureFinder
{
    public static SignatureHelp? Find(CodeBlock block, int position, Documentation documentation)
    {
        if (CallSite.Around(block, position) is not { } call)
        {
            return null;
        }

        var overloads = call.Overloads.OrderBy(o => o.Parameters.Count).ThenBy(o => SymbolText.Line(o.Symbol), StringComparer.Ordinal).ToList();
        var active = overloads.FindIndex(o => o.Symbol.Equals(call.Chosen, SymbolEqualityComparer.Default));
        active = active < 0 ? overloads.IndexOf(overloads.MaxBy(o => (call.Likeness(o), o.Parameters.Count > call.Position || o.Parameters is [.., { IsParams: true }] ? 1 : 0))!) : active;
        return new SignatureHelp([.. overloads.Select(o => Entry(o, block.Compilation, documentation))], active, Parameter(call, overloads[active]));
    }

    private static int Parameter(CallSite call, Overload overload)
    {
        for (var i = 0; call.Name is not null && i < overload.Parameters.Count; i++)
        {
            if (overload.Parameters[i].Name == call.Name)
            {
                return i;
            }
        }

        // All that follows goes to the last parameter when it is an array of them.
        return overload.Parameters is [.., { IsParams: true }] ? Math.Min(call.Position, overload.Parameters.Count - 1) : call.Position;
    }

    private static SignatureEntry Entry(Overload overload, Compilation compilation, Documentation documentation)
    {
        var found = documentation.Find(overload.Symbol, compilation);
        return new SignatureEntry(
            SymbolText.Line(overload.Symbol),
            found?.Summary(markdown: false),
            [.. overload.Parameters.Select(p => new ParameterEntry(SymbolText.Line(p), found?.Parameter(p.Name, markdown: false)))]);
    }
}
