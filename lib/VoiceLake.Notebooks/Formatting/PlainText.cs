using System.Text;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Values as text: what a terminal, a diff and a front end without HTML show.</summary>
internal static class PlainText
{
    private const int DepthAtMost = 4;
    private const int LineWidth = 100;
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
                var line = Short(value, 0, []);
                return line.Length <= LineWidth ? line : Block(shape, value!);
            case TableShape { IsList: true } shape when shape.Rows.All(row => IsSimple(row[1])):
                return Short(value, 0, []);
            case TableShape shape:
                return Table(shape, value!);
            case ScalarShape scalar:
                return scalar.Text;
            default:
                return "<null>";
        }
    }

    /// <summary>A value in one line, cut where it gets long.</summary>
    public static string Short(object? value) => Cut(Short(value, 0, []), LineWidth);

    private static string Block(ObjectShape shape, object self)
    {
        var text = new StringBuilder(shape.Title);
        foreach (var (name, member) in shape.Members)
        {
            text.Append("\n  ").Append(name).Append(": ").Append(Cut(Short(member, 1, [self]), 4 * LineWidth));
        }

        return text.ToString();
    }

    private static string Table(TableShape table, object self)
    {
        var cells = table.Rows.Select(row => row.Select(v => Cut(Short(v, 1, [self]), CellWidth)).ToArray()).ToList();
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

    private static string Short(object? value, int depth, IReadOnlyList<object> above)
    {
        if (value is Missing)
        {
            return "";
        }

        if (ValueFormatter.Own(value, "text/plain") is { } own)
        {
            return OneLine(own);
        }

        if (value is not null && !value.GetType().IsValueType && above.Any(a => ReferenceEquals(a, value)))
        {
            return $"({TypeNames.Of(value.GetType())}: contains itself)";
        }

        var shape = Shapes.Of(value);
        if (depth > DepthAtMost && shape is ObjectShape or TableShape)
        {
            return TypeNames.Of(value!.GetType());
        }

        IReadOnlyList<object> here = value is null ? above : [.. above, value];
        return shape switch
        {
            ScalarShape scalar => OneLine(scalar.Text),
            ObjectShape shown => $"{(TypeNames.IsAnonymous(value!.GetType()) || shown.Title.StartsWith('(') ? "" : OneLine(shown.Title) + " ")}{{ {string.Join(", ", shown.Members.Select(m => $"{m.Name} = {Short(m.Value, depth + 1, here)}"))} }}",
            TableShape { IsList: true } list => $"[{string.Join(", ", list.Rows.Select(row => Short(row[1], depth + 1, here)).Append(list.More).OfType<string>())}]",
            TableShape { Columns: ["key", "value"] } map => $"{{ {string.Join(", ", map.Rows.Select(row => $"{Short(row[0], depth + 1, here)}: {Short(row[1], depth + 1, here)}").Append(map.More).OfType<string>())} }}",
            TableShape table => $"[{string.Join(", ", table.Rows.Select(row => Row(table, row)).Append(table.More).OfType<string>())}]",
            _ => "<null>",
        };

        string Row(TableShape table, IReadOnlyList<object?> row) =>
            $"{{ {string.Join(", ", table.Columns.Zip(row).Skip(1).Select(c => $"{c.First.Split('\n')[0]} = {Short(c.Second, depth + 1, here)}"))} }}";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";
}
