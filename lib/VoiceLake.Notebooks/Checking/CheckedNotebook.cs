using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.Checking;

/// <summary>A notebook as the rules look at it: its prose and code parsed once, its cells under their headings.</summary>
internal sealed class CheckedNotebook
{
    public CheckedNotebook(NotebookDocument document)
    {
        Document = document;
        Cells = [.. document.Cells.Select((cell, index) => new CheckedCell(cell, index + 1))];
        var sections = new List<CheckedSection> { new("", []) };
        foreach (var cell in Cells)
        {
            if (cell.Headings.FirstOrDefault(heading => heading.Level == 2) is { Level: 2 } heading)
            {
                sections.Add(new(heading.Text, []));
            }

            sections[^1].Cells.Add(cell);
        }

        Sections = sections;
    }

    public NotebookDocument Document { get; }

    public IReadOnlyList<CheckedCell> Cells { get; }

    /// <summary>What stands under each heading of the second level; before the first, under an empty one.</summary>
    public IReadOnlyList<CheckedSection> Sections { get; }

    public IEnumerable<CheckedCell> Code => Cells.Where(cell => cell.IsCode);

    /// <summary>Whether the notebook has been run since it was stripped.</summary>
    public bool HasRun => Code.Any(cell => cell.Cell.ExecutionCount is not null);
}

/// <summary>What stands under one heading.</summary>
internal sealed record CheckedSection(string Heading, List<CheckedCell> Cells);

/// <summary>A cell and what its text says.</summary>
internal sealed class CheckedCell(NotebookCell cell, int number)
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    private readonly Lazy<MarkdownDocument?> _prose = new(() => cell.Kind == CellKind.Markdown ? Markdown.Parse(cell.Source) : null);

    private readonly Lazy<IReadOnlyList<SyntaxNode>> _syntax = new(() => cell.Kind != CellKind.Code || cell.Language != Languages.CSharp ? []
        : [.. CellParser.Parse(new("", cell.Source, "")).OfType<CodePart>().Where(part => part.Language == Languages.CSharp)
            .Select(part => CSharpSyntaxTree.ParseText(part.Text, Script).GetRoot())]);

    public NotebookCell Cell { get; } = cell;

    public int Number { get; } = number;

    public bool IsCode => Cell.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(Cell.Source);

    /// <summary>The blocks of prose; none for code.</summary>
    public IReadOnlyList<Block> Prose => _prose.Value is { } prose ? prose : [];

    public IEnumerable<(int Level, string Text)> Headings => Prose.OfType<HeadingBlock>().Select(heading => (heading.Level, Text(heading)));

    /// <summary>The links and pictures of prose.</summary>
    public IEnumerable<string> Links => _prose.Value?.Descendants<LinkInline>().Select(link => link.Url ?? "") ?? [];

    /// <summary>The C# of the cell as syntax; its lines are those of the cell.</summary>
    public IReadOnlyList<SyntaxNode> Syntax => _syntax.Value;

    /// <summary>A block as plain text.</summary>
    public string Text(Block block) => Markdown.ToPlainText(Cell.Source.Substring(block.Span.Start, block.Span.Length)).Trim();
}
