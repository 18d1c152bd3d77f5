using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace VoiceLake.Notebooks.Checking.Rules;

/// <summary>How a notebook opens: its first cell says what it is for.</summary>
internal static partial class OpeningRules
{
    public static readonly IReadOnlyList<NotebookRule> All =
    [
        new("title", "the first cell begins with a title, which begins with the number of its file", "begin with '# 03 · What it teaches'", Title),
        new("promise", "below the title stands a promise in one line, in bold", "say in one line, in **bold**, what the reader will have in the end", Promise),
        new("learn", "the first cell lists what is learnt", "write '*You will learn*' and a list below it", Learn),
        new("needs", "the first cell says what the notebook needs and produces", "write '*Needs* …' and '*Produces* …'", Needs),
    ];

    private static IEnumerable<Breach> Title(CheckedNotebook notebook)
    {
        var first = notebook.Cells.Count > 0 ? notebook.Cells[0] : null;
        if (first?.Prose is not [HeadingBlock { Level: 1 } heading, ..])
        {
            yield return new(first, "no title");
            yield break;
        }

        var number = FileNumber().Match(Path.GetFileName(notebook.Document.Path)).Groups["number"].Value;
        if (number.Length > 0 && !first.Text(heading).StartsWith($"{number} · ", StringComparison.Ordinal))
        {
            yield return new(first, $"the title '{first.Text(heading)}' does not begin with '{number} · '");
        }
    }

    private static IEnumerable<Breach> Promise(CheckedNotebook notebook) => Opening(notebook, first =>
        first.Prose is [HeadingBlock, ParagraphBlock promise, ..]
        && first.Cell.Source.Substring(promise.Span.Start, promise.Span.Length) is var text
        && text.StartsWith("**", StringComparison.Ordinal) && text.EndsWith("**", StringComparison.Ordinal) && !text.Contains('\n', StringComparison.Ordinal)
            ? null : "no promise of one line below the title");

    private static IEnumerable<Breach> Learn(CheckedNotebook notebook) => Opening(notebook, first =>
    {
        var blocks = first.Prose.ToList();
        var place = blocks.FindIndex(block => block is LeafBlock && first.Text(block).StartsWith("You will learn", StringComparison.OrdinalIgnoreCase));
        return place < 0 ? "nothing says what is learnt" : blocks.Skip(place + 1).FirstOrDefault() is ListBlock ? null : "no list below 'You will learn'";
    });

    private static IEnumerable<Breach> Needs(CheckedNotebook notebook) => Opening(notebook, first =>
        (NeedsWord().IsMatch(first.Cell.Source), ProducesWord().IsMatch(first.Cell.Source)) switch
        {
            (false, false) => "nothing says what is needed and produced",
            (false, true) => "nothing says what is needed",
            (true, false) => "nothing says what is produced",
            _ => null,
        });

    private static IEnumerable<Breach> Opening(CheckedNotebook notebook, Func<CheckedCell, string?> detail)
    {
        if (notebook.Cells.Count > 0 && detail(notebook.Cells[0]) is { } found)
        {
            yield return new(notebook.Cells[0], found);
        }
    }

    [GeneratedRegex("^(?<number>[0-9]+)-")]
    private static partial Regex FileNumber();

    [GeneratedRegex(@"\*Needs\*|\bNeeds\b:?")]
    private static partial Regex NeedsWord();

    [GeneratedRegex(@"\*Produces\*|\bProduces\b:?")]
    private static partial Regex ProducesWord();
}
