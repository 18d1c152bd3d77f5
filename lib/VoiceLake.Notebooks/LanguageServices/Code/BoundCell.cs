using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.LanguageServices.Code;

/// <summary>A cell as the compiler sees it on top of the cells that have run, its parts between magics one after the other.</summary>
/// <param name="Source">The cell's text.</param>
/// <param name="Blocks">The stretches of C#.</param>
/// <param name="Problems">What its directives and magics ask for and cannot have.</param>
/// <param name="IsPartial">True when names may come from what the cell has yet to fetch, a package or another notebook.</param>
internal sealed record BoundCell(CellSource Source, IReadOnlyList<CodeBlock> Blocks, IReadOnlyList<CellDiagnostic> Problems, bool IsPartial)
{
    /// <summary>The stretch of C# a position lies in; null in a magic or in text of another language.</summary>
    public CodeBlock? At(int position) => Blocks.LastOrDefault(block => block.Start <= position && position <= block.End);

    public static BoundCell Bind(CellSource source, NotebookState state, PendingReferences pending)
    {
        var blocks = new List<CodeBlock>();
        var problems = new List<CellDiagnostic>();
        var references = pending.Framework(source.Code, state);
        var link = state.Link;
        var partial = false;
        var text = new StringBuilder();
        var start = -1;
        foreach (var line in CellParser.Lines(source.Code))
        {
            if (line.Magic is null && line.Language == "csharp")
            {
                start = start < 0 ? line.Start : start;
                var blank = false;
                if (ReferenceSet.DirectiveOf(line.Text) is { Success: true } directive)
                {
                    var found = pending.Find(directive, line.Start, source, state);
                    references = found.References.Count == 0 ? references : [.. references, .. found.References];
                    partial |= found.IsMissing;
                    problems.AddRange(found.Problem is { } problem ? [problem] : []);
                    blank = true;
                }

                Append(line.Text, blank);
                continue;
            }

            Close(line.Start);
            Append(line.Text, blank: true);
            if (line.Magic is not null)
            {
                problems.AddRange(MagicProblems.Of(line));
                partial |= line.Magic == "import";
                if (MagicProblems.DefinitionOf(line) is { } definition)
                {
                    Link(ScriptChain.Probe(source with { Code = definition }, link, references));
                }
            }
        }

        Close(source.Code.Length + 1);
        return new BoundCell(source, blocks, problems, partial);

        // Everything before a block is blanked, so that its positions are those of the cell.
        void Append(string line, bool blank) => text.Append(blank ? Blank(line) : line).Append('\n');

        void Close(int end)
        {
            if (start >= 0)
            {
                var code = text.ToString(0, Math.Min(text.Length, source.Code.Length));
                var compilation = ScriptChain.Probe(source with { Code = code }, link, references);
                blocks.Add(new CodeBlock(start, end - 1, compilation, references));
                Link(compilation);
                var before = Blank(text.ToString());
                text.Clear().Append(before);
                start = -1;
            }
        }

        void Link(CSharpCompilation compilation) => link = new ScriptLink(compilation, references.Count);
    }

    private static string Blank(string text) => string.Create(text.Length, text, (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = from[i] is '\n' or '\r' ? from[i] : ' ';
        }
    });
}

/// <summary>A stretch of C# of a cell; positions in its syntax are positions in the cell.</summary>
/// <param name="Start">Where it starts in the cell.</param>
/// <param name="End">Where it ends; a caret there is still in it.</param>
/// <param name="Compilation">The stretch on top of all before it.</param>
/// <param name="References">All that it may use; the same list until a directive adds to it.</param>
internal sealed record CodeBlock(int Start, int End, CSharpCompilation Compilation, IReadOnlyList<MetadataReference> References)
{
    private SemanticModel? _model;

    public SyntaxTree Tree => Compilation.SyntaxTrees[^1];

    public SemanticModel Model => _model ??= Compilation.GetSemanticModel(Tree);

    public SyntaxNode Root => Tree.GetRoot();
}
