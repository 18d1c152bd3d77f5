using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>Whether a cell is finished.</summary>
internal static class CompletenessCheck
{
    public static Completeness Of(string code)
    {
        var tree = ScriptChain.Parse(new CellSource("Cell", code, "."));
        return SyntaxFactory.IsCompleteSubmission(tree)
            ? tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error) ? new Completeness("invalid", "") : new Completeness("complete", "")
            : new Completeness("incomplete", "");
    }
}
