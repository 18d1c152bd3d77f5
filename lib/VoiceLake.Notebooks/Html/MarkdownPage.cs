using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using VoiceLake.Notebooks.Documents;

namespace VoiceLake.Notebooks.Html;

/// <summary>Renders the prose of one notebook, its headings with anchors that are unique on the page.</summary>
internal sealed class MarkdownPage(NotebookDocument notebook, IReadOnlySet<string> siteNames)
{
    private const int LargestPicture = 4 << 20;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseEmphasisExtras().UseTaskLists().UseFootnotes().UseAlertBlocks().UseGenericAttributes().Build();

    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);

    /// <summary>The headings met so far: level, text, anchor.</summary>
    public List<(int Level, string Text, string Anchor)> Headings { get; } = [];

    /// <summary>One cell as HTML.</summary>
    public string ToHtml(NotebookCell cell)
    {
        var document = Markdown.Parse(cell.Source, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            AddAnchor(heading);
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            link.Url = link.IsImage ? PictureOf(link.Url ?? "", cell) : AddressOf(link.Url ?? "");
        }

        foreach (var code in document.Descendants<FencedCodeBlock>().ToList())
        {
            Highlight(code);
        }

        return HtmlCleaner.Clean(document.ToHtml(Pipeline));
    }

    /// <summary>An anchor made of a text's letters and digits, not yet used on the page.</summary>
    public string Anchor(string text)
    {
        var letters = text.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) ? letter : '-');
        var stem = string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        stem = stem.Length > 0 ? stem : "section";
        var anchor = stem;
        for (var number = 2; !_anchors.Add(anchor); number++)
        {
            anchor = $"{stem}-{number}";
        }

        return anchor;
    }

    private void AddAnchor(HeadingBlock heading)
    {
        var text = string.Concat(heading.Inline?.Descendants<LeafInline>().Select(TextOf) ?? []).Trim();
        var anchor = Anchor(text);
        Headings.Add((heading.Level, text, anchor));
        heading.GetAttributes().Id = anchor;
        heading.Inline?.AppendChild(new HtmlInline($"<a class=\"anchor\" href=\"#{anchor}\" aria-label=\"Link to this section\">#</a>"));
    }

    private static string TextOf(LeafInline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        _ => "",
    };

    private static void Highlight(FencedCodeBlock code)
    {
        var language = Languages.Canonical(code.Info ?? "");
        if (language == Languages.CSharp && code.Parent is { } parent)
        {
            var html = new HtmlBlock(new Markdig.Parsers.HtmlBlockParser())
            {
                Lines = new($"<pre class=\"code\"><code>{CodeHighlighter.ToHtml(code.Lines.ToString(), language)}</code></pre>"),
            };
            parent[parent.IndexOf(code)] = html;
        }
    }

    // A link to a notebook of the run goes to its page; other files of the repository are not part of the site.
    private string AddressOf(string url)
    {
        var (path, fragment) = url.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? (url[..hash], url[hash..]) : (url, "");
        if (path.Length == 0 || path.Contains(':', StringComparison.Ordinal) || !NotebookDocument.IsNotebook(path))
        {
            return url;
        }

        var name = Path.GetFileNameWithoutExtension(Uri.UnescapeDataString(path));
        return siteNames.Contains(name) ? $"{Uri.EscapeDataString(name)}.html{fragment}" : url;
    }

    private string PictureOf(string url, NotebookCell cell)
    {
        if (url.StartsWith("attachment:", StringComparison.Ordinal))
        {
            var bundle = cell.Json["attachments"]?[Uri.UnescapeDataString(url["attachment:".Length..])] as System.Text.Json.Nodes.JsonObject;
            return bundle?.FirstOrDefault() is { Key: { } mime, Value: { } data } ? $"data:{mime};base64,{MultilineText.Join(data).ReplaceLineEndings("")}" : url;
        }

        var file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!, Uri.UnescapeDataString(url)));
        var type = Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".gif" => "image/gif",
            ".svg" => "image/svg+xml",
            ".webp" => "image/webp",
            _ => null,
        };
        return type is not null && !url.Contains(':', StringComparison.Ordinal) && File.Exists(file) && new FileInfo(file).Length <= LargestPicture
            ? $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(file))}"
            : url;
    }
}
