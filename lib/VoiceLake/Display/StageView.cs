using System.Globalization;
using VoiceLake.Display.Internals;
using VoiceLake.Stages;

namespace VoiceLake.Display;

/// <summary>What became of the items of a stage, as a sum: in = good + quarantined + unchanged.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
[TypeFormatterSource(typeof(HtmlFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class StageView : IRichOutput
{
    private static readonly string[] Headers = ["items", "in", "= good", "+ quarantined", "+ unchanged"];

    private readonly HtmlTable _table;

    private StageView(string caption, IEnumerable<StageCount> counts) =>
        _table = new HtmlTable(caption, Headers, [false, true, true, true, true], [.. counts.Select(Row)], Footer: null);

    /// <summary>A view of the counts of a stage.</summary>
    /// <param name="stage">The line above: <c>Silver</c>.</param>
    /// <param name="counts">One row each.</param>
    public static StageView Of(string stage, params IEnumerable<StageCount> counts)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(stage);
        ArgumentNullException.ThrowIfNull(counts);
        return new(stage, counts);
    }

    /// <summary>The view as HTML.</summary>
    public string ToHtml() => _table.ToHtml();

    /// <summary>The view as lines of text.</summary>
    public override string ToString() => _table.ToText();

    string? IRichOutput.Render(string mimeType) => mimeType switch
    {
        MimeTypes.Html => ToHtml(),
        MimeTypes.Plain => ToString(),
        _ => null,
    };

    private static string?[] Row(StageCount count) =>
        [count.Item, .. new[] { count.In, count.Good, count.Quarantined, count.Unchanged }.Select(number => number.ToString("N0", CultureInfo.InvariantCulture))];
}
