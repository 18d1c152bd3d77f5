using System.Globalization;
using Microsoft.CodeAnalysis;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>What the compiler says about a cell, without running it.</summary>
internal static class DiagnosticFinder
{
    public static IReadOnlyList<CellDiagnostic> Find(BoundCell cell) =>
        [.. cell.Problems.Concat(cell.Blocks.SelectMany(block => Find(block, cell))).OrderBy(d => d.Start).ThenBy(d => d.End)];

    private static IEnumerable<CellDiagnostic> Find(CodeBlock block, BoundCell cell)
    {
        // With names still to come from a package or another notebook, only the syntax can be judged.
        var found = cell.IsPartial ? block.Tree.GetDiagnostics() : block.Compilation.GetDiagnostics();
        return found.Where(d => d.Severity != DiagnosticSeverity.Hidden && !d.IsSuppressed && d.Location.SourceTree == block.Tree)
            .Select(d => new CellDiagnostic(
                d.Severity == DiagnosticSeverity.Info ? "information" : d.Severity.ToString().ToLowerInvariant(),
                d.Id,
                d.GetMessage(CultureInfo.InvariantCulture),
                Math.Min(d.Location.SourceSpan.Start, cell.Source.Code.Length),
                Math.Min(d.Location.SourceSpan.End, cell.Source.Code.Length)));
    }
}
