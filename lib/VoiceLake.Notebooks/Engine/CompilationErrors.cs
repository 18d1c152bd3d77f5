using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace VoiceLake.Notebooks.Engine;

/// <summary>What the compiler says, with cell, line and column, the line of code and a caret.</summary>
internal static class CompilationErrors
{
    private const int ShownAtMost = 10;

    /// <summary>The compiler's errors as one exception; null when there are none.</summary>
    public static CellException? Find(CSharpCompilation compilation, CellSource source)
    {
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return errors.Count == 0 ? null : From(errors, source);
    }

    public static CellException From(IEnumerable<Diagnostic> diagnostics, CellSource source)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .OrderBy(d => d.Location.GetLineSpan().StartLinePosition).ToList();
        var lines = errors.Take(ShownAtMost).SelectMany(Describe).ToList();
        if (errors.Count > ShownAtMost)
        {
            lines.Add(FormattableString.Invariant($"({errors.Count - ShownAtMost} more errors)"));
        }

        return new CellException("CompilationError", errors.Count == 0 ? $"{source.Label} does not compile." : Headline(errors[0]), lines);
    }

    private static IEnumerable<string> Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var text = diagnostic.Location.SourceTree?.GetText();
        var line = text is null ? "" : text.Lines[span.StartLinePosition.Line].ToString();
        return [Headline(diagnostic), .. Pointer.Lines(line, span.StartLinePosition.Character + 1)];
    }

    private static string Headline(Diagnostic diagnostic)
    {
        var message = $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}{CompilationAdvice.Of(diagnostic)}";
        if (diagnostic.Location.SourceTree is null)
        {
            return message;
        }

        var span = diagnostic.Location.GetLineSpan();
        return FormattableString.Invariant(
            $"{span.Path}, line {span.StartLinePosition.Line + 1}, column {span.StartLinePosition.Character + 1}: {message}");
    }
}
