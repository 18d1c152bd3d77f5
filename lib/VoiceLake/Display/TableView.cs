using System.Globalization;
using System.Reflection;
using Microsoft.Data.Analysis;
using VoiceLake.Display.Internals;

namespace VoiceLake.Display;

/// <summary>A small table for people: a caption, numbers at the right, the first rows and how many more there are.</summary>
/// <remarks>Notebook: 01-extract-to-bronze. Binary values show their length, missing ones ∅; long texts wrap, and every text is shown as it is, never taken for markup.</remarks>
[TypeFormatterSource(typeof(HtmlFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class TableView : IRichOutput
{
    /// <summary>Rows shown unless told otherwise.</summary>
    public const int DefaultLimit = 20;

    private readonly HtmlTable _table;

    private TableView(string? caption, string[] headers, bool[] numeric, IReadOnlyList<string?[]> rows, long more)
    {
        RowCount = rows.Count + more;
        var footer = more > 0 ? $"({more.ToString("N0", CultureInfo.InvariantCulture)} more)" : RowCount == 0 ? "(no rows)" : null;
        _table = new HtmlTable(caption, headers, numeric, rows, footer);
    }

    /// <summary>Rows of the whole table, shown or not.</summary>
    public long RowCount { get; }

    /// <summary>A table of a data frame.</summary>
    /// <param name="frame">The rows.</param>
    /// <param name="caption">The line above.</param>
    /// <param name="limit">The most rows to show; 20 by default.</param>
    /// <param name="columns">The columns to show, in order; null: all.</param>
    /// <exception cref="ArgumentException">The frame has no column of that name.</exception>
    public static TableView Of(DataFrame frame, string? caption = null, int limit = DefaultLimit, IReadOnlyList<string>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var shown = columns is null ? [.. frame.Columns] : columns.Select(frame.RequireColumn).ToArray();
        var count = Math.Min(limit, frame.Rows.Count);
        var rows = new List<string?[]>();
        for (var row = 0L; row < count; row++)
        {
            rows.Add([.. shown.Select(column => CellText.Of(column[row]))]);
        }

        return new(caption, [.. shown.Select(column => column.Name)], [.. shown.Select(column => CellText.IsNumeric(column.DataType))], rows, frame.Rows.Count - count);
    }

    /// <summary>A table of records, one column for each public property.</summary>
    /// <param name="rows">The records.</param>
    /// <param name="caption">The line above.</param>
    /// <param name="limit">The most rows to show; 20 by default.</param>
    /// <param name="columns">The properties to show, in order; null: all.</param>
    /// <exception cref="ArgumentException">The record has no property of that name.</exception>
    public static TableView Of<T>(IEnumerable<T> rows, string? caption = null, int limit = DefaultLimit, IReadOnlyList<string>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var all = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).ToArray();
        var shown = columns is null ? all : columns.Select(name => Require(all, name)).ToArray();
        var texts = new List<string?[]>();
        var more = 0L;
        foreach (var row in rows)
        {
            if (texts.Count < limit)
            {
                texts.Add([.. shown.Select(property => CellText.Of(property.GetValue(row)))]);
            }
            else
            {
                more++;
            }
        }

        return new(caption, [.. shown.Select(property => property.Name)], [.. shown.Select(property => CellText.IsNumeric(property.PropertyType))], texts, more);
    }

    /// <summary>The table as HTML.</summary>
    public string ToHtml() => _table.ToHtml();

    /// <summary>The table as lines of text.</summary>
    public override string ToString() => _table.ToText();

    string? IRichOutput.Render(string mimeType) => mimeType switch
    {
        MimeTypes.Html => ToHtml(),
        MimeTypes.Plain => ToString(),
        _ => null,
    };

    private static PropertyInfo Require(PropertyInfo[] properties, string name) => properties.FirstOrDefault(property => property.Name == name)
        ?? throw new ArgumentException($"The rows have no '{name}', but: {string.Join(", ", properties.Select(property => property.Name))}.", nameof(name));
}
