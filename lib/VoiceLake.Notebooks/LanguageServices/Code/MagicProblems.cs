using Microsoft.CodeAnalysis.CSharp;
using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.LanguageServices.Code;

/// <summary>What a magic command means for the code below it, without running it.</summary>
internal static class MagicProblems
{
    /// <summary>The error of an unknown command.</summary>
    public static IEnumerable<CellDiagnostic> Of(CellLine line)
    {
        if (MagicCommands.Objection(line.Magic!) is { } objection)
        {
            var start = line.Start + line.Text.IndexOf("#!", StringComparison.Ordinal);
            yield return new CellDiagnostic("error", "MagicError", objection, start, start + 2 + line.Magic!.Length);
        }
    }

    /// <summary>The variable a command defines, as C#; null when it defines none.</summary>
    public static string? DefinitionOf(CellLine line)
    {
        if (line.Magic == "share" && MagicCommands.Option(line.Arguments, "as") is { } other && SyntaxFacts.IsValidIdentifier(other)
            && MagicCommands.SharedName(line.Arguments) is { Length: > 0 } shared && shared != other)
        {
            return $"var {other} = {shared};";
        }

        if (line.Magic is not ("set" or "value") || MagicCommands.Option(line.Arguments, "name") is not { } name || !SyntaxFacts.IsValidIdentifier(name))
        {
            return null;
        }

        try
        {
            var value = line.Magic == "value" ? "" : MagicCommands.Option(line.Arguments, "value") ?? "";
            return $"var {name} = {MagicCommands.CodeOf(value, _ => "")};";
        }
        catch (Exception e) when (e is NotSupportedException or FormatException)
        {
            // The command cannot run, so there is no variable.
            return null;
        }
    }
}
