using VoiceLake.Notebooks.Engine;
using VoiceLake.Notebooks.LanguageServices.Code;
using VoiceLake.Notebooks.LanguageServices.Completion;
using VoiceLake.Notebooks.LanguageServices.Hover;

namespace VoiceLake.Notebooks.LanguageServices;

/// <summary>
/// Answers about code that does not run, from the cells that have. Each question binds the cell as one more link of the engine's own chain:
/// that costs some 20 ms and next to no memory, where a Roslyn workspace with a project for each cell took seconds after fifty cells.
/// </summary>
internal sealed class NotebookLanguageServices(CellEngine engine)
{
    private readonly PendingReferences _pending = new();
    private readonly Documentation _documentation = new();

    public CompletionList Complete(string code, int position)
    {
        var line = CellParser.Lines(code).Last(l => l.Start <= position);
        if (DirectiveCompletion.Find(line, position, engine) is { } directive)
        {
            return directive;
        }

        return Cell(code)?.At(position) is { } block ? CSharpCompletion.Find(block, position) : CompletionList.Empty(position);
    }

    public HoverText? Inspect(string code, int position, bool detailed)
    {
        var line = CellParser.Lines(code).Last(l => l.Start <= position);
        if (line.Magic is not null)
        {
            return MagicHover.Find(line, position);
        }

        return Cell(code)?.At(position) is { } block ? SymbolHover.Find(block, position, detailed, _documentation, engine.Chain) : null;
    }

    public SignatureHelp? SignatureHelp(string code, int position) =>
        Cell(code)?.At(position) is { } block ? SignatureFinder.Find(block, position, _documentation) : null;

    public IReadOnlyList<CellDiagnostic> Diagnose(string code) => Cell(code) is { } cell ? DiagnosticFinder.Find(cell) : [];

    public static Completeness IsComplete(string code) => Nesting.IsTooDeep(code) ? new Completeness("unknown", "") : CompletenessCheck.Of(code);

    private BoundCell? Cell(string code) => Nesting.IsTooDeep(code) ? null : BoundCell.Bind(new CellSource("Cell", code, engine.Folder), engine.StateAsync().GetAwaiter().GetResult(), _pending);
}
