using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using VoiceLake.Notebooks.Engine;
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
        return found.Where(d => d.Severity != DiagnosticSeverity.Hidden && !d.IsSuppressed)
            .SelectMany(d => d.Location.SourceTree == block.Tree ? [Of(d, d.Location.SourceSpan, "", cell)] : InLoadedFile(d, block, cell));
    }

    /// <summary>What is wrong in a loaded file is said where the cell loads it.</summary>
    private static IEnumerable<CellDiagnostic> InLoadedFile(Diagnostic diagnostic, CodeBlock block, BoundCell cell)
    {
        var place = diagnostic.Location.GetLineSpan();
        return block.Tree.GetCompilationUnitRoot().GetLoadDirectives()
            .Where(load => diagnostic.Severity == DiagnosticSeverity.Error && place.Path == Path.GetFullPath(load.File.ValueText, cell.Source.Folder))
            .Select(load => Of(diagnostic, load.Span, FormattableString.Invariant($"{Path.GetFileName(place.Path)}, line {place.StartLinePosition.Line + 1}: "), cell));
    }

    private static CellDiagnostic Of(Diagnostic diagnostic, TextSpan span, string lead, BoundCell cell) => new(
        diagnostic.Severity == DiagnosticSeverity.Info ? "information" : diagnostic.Severity.ToString().ToLowerInvariant(),
        diagnostic.Id,
        lead + diagnostic.GetMessage(CultureInfo.InvariantCulture) + CompilationAdvice.Of(diagnostic),
        Math.Min(span.Start, cell.Source.Code.Length),
        Math.Min(span.End, cell.Source.Code.Length));
}
