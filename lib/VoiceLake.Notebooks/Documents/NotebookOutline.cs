using Markdig;
using Markdig.Syntax;

namespace VoiceLake.Notebooks.Documents;

/// <summary>What a reader sees of a notebook at a glance: its title, its promise, the heading each cell stands under.</summary>
public sealed class NotebookOutline
{
    private readonly Dictionary<string, string> _headings;

    private NotebookOutline(string title, string? promise, Dictionary<string, string> headings)
    {
        Title = title;
        Promise = promise;
        _headings = headings;
    }

    /// <summary>The first heading of the first level; the file's name where there is none.</summary>
    public string Title { get; }

    /// <summary>The first paragraph behind the title, as plain text.</summary>
    public string? Promise { get; }

    /// <summary>Reads the headings of a notebook.</summary>
    public static NotebookOutline Of(NotebookDocument document)
    {
        string? title = null, promise = null, heading = null;
        var headings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cell in document.Cells)
        {
            if (cell.Kind == CellKind.Markdown)
            {
                foreach (var block in Markdown.Parse(cell.Source))
                {
                    if (block is HeadingBlock found)
                    {
                        heading = PlainText(cell.Source, block);
                        title ??= found.Level == 1 ? heading : null;
                    }
                    else if (block is ParagraphBlock && title is not null)
                    {
                        promise ??= PlainText(cell.Source, block);
                    }
                }
            }
            else if (heading is not null)
            {
                headings[cell.Id] = heading;
            }
        }

        return new(title ?? Path.GetFileNameWithoutExtension(document.Path), promise, headings);
    }

    /// <summary>The heading a cell stands under, <c>null</c> before the first.</summary>
    public string? HeadingOf(NotebookCell cell) => _headings.GetValueOrDefault(cell.Id);

    private static string PlainText(string source, Block block) =>
        Markdown.ToPlainText(source.Substring(block.Span.Start, block.Span.Length)).ReplaceLineEndings(" ").Trim();
}
