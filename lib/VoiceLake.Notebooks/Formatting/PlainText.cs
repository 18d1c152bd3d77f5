using System.Text;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Values as text: what a terminal, a diff and a front end without HTML show.</summary>
internal static class PlainText
{
    private const int LineWidth = 100;
    private const int ListWidth = 20_000;
    private const int CellWidth = 60;

    /// <summary>A value in as many lines as it takes.</summary>
    public static string Of(object? value)
    {
        if (ValueFormatter.Own(value, "text/plain") is { } own)
        {
            return own;
        }

        switch (Shapes.Of(value))
        {
            case ObjectShape shape:
                var line = LineText.Of(value, LineWidth + 1);
                return line.Length <= LineWidth ? line : Block(shape, value!);
            case TableShape { IsList: true } shape when shape.Rows.All(row => IsSimple(row[1])):
                return LineText.Of(value, ListWidth);
            case TableShape shape:
                return Table(shape, value!);
            case ScalarShape scalar:
                return scalar.Text;
            default:
                return "<null>";
        }
    }

    /// <summary>A value in one line, cut where it gets long.</summary>
    public static string Short(object? value) => LineText.Of(value, LineWidth);

    private static string Block(ObjectShape shape, object self)
    {
        var text = new StringBuilder(shape.Title);
        foreach (var (name, member) in shape.Members)
        {
            text.Append("\n  ").Append(name).Append(": ").Append(LineText.Of(member, 4 * LineWidth, 1, [self]));
        }

        return text.ToString();
    }

    private static string Table(TableShape table, object self)
    {
        var cells = table.Rows.Select(row => row.Select(v => LineText.Of(v, CellWidth, 1, [self])).ToArray()).ToList();
        var heads = table.Columns.Select(c => c.Split('\n')[0]).ToArray();
        var widths = heads.Select((head, i) => Math.Max(head.Length, cells.Select(row => row[i].Length).DefaultIfEmpty().Max())).ToArray();
        var right = heads.Select((_, i) => table.Rows.Any() && table.Rows.All(row => IsNumberOrNothing(row[i]))).ToArray();
        var lines = new List<string> { Line(heads), string.Join("-+-", widths.Select(w => new string('-', w))) };
        lines.AddRange(cells.Select(Line));
        if (table.More is { } more)
        {
            lines.Add(more);
        }

        return string.Join('\n', lines);

        string Line(string[] row) => string.Join(" | ", row.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd();
    }

    internal static bool IsNumberOrNothing(object? value) =>
        value is null or Missing or DBNull || Scalars.Find(value) is { IsNumber: true };

    private static bool IsSimple(object? value) => value is null || Scalars.Find(value) is not null;
}
