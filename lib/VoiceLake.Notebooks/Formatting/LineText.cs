using System.Text;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>A value in one line of text, written until the line is full: what would not be seen is not asked of the value.</summary>
/// <param name="limit">How many characters are wanted.</param>
internal sealed class LineText(int limit)
{
    private const int DepthAtMost = 4;
    private readonly StringBuilder _text = new();

    /// <summary>A value in one line, cut where it gets longer than the limit, in characters.</summary>
    public static string Of(object? value, int limit, int depth = 0, IReadOnlyList<object>? above = null)
    {
        var line = new LineText(limit);
        line.Append(value, depth, above ?? []);
        var text = line._text.ToString();
        return text.Length <= limit ? text : text[..(limit - 1)] + "…";
    }

    private bool IsFull => _text.Length > limit;

    private void Append(object? value, int depth, IReadOnlyList<object> above)
    {
        if (IsFull || value is Missing)
        {
            return;
        }

        if (ValueFormatter.Own(value, "text/plain") is { } own)
        {
            AppendOneLine(own);
            return;
        }

        if (value is not null && !value.GetType().IsValueType && above.Any(a => ReferenceEquals(a, value)))
        {
            _text.Append('(').Append(TypeNames.Of(value.GetType())).Append(": contains itself)");
            return;
        }

        var shape = Shapes.Of(value);
        if (depth > DepthAtMost && shape is ObjectShape or TableShape)
        {
            _text.Append(TypeNames.Of(value!.GetType()));
            return;
        }

        Append(shape, value, depth + 1, value is null ? above : [.. above, value]);
    }

    private void Append(Shape shape, object? value, int depth, IReadOnlyList<object> here)
    {
        switch (shape)
        {
            case ScalarShape scalar:
                AppendOneLine(scalar.Text);
                break;
            case ObjectShape shown:
                if (!TypeNames.IsAnonymous(value!.GetType()) && !shown.Title.StartsWith('('))
                {
                    AppendOneLine(shown.Title);
                    _text.Append(' ');
                }

                AppendPairs(shown.Members, " = ", depth, here);
                break;
            case TableShape { IsList: true } list:
                AppendAll(list, "[", "]", row => Append(row[1], depth, here));
                break;
            case TableShape { Columns: ["key", "value"] } map:
                AppendAll(map, "{ ", " }", row =>
                {
                    Append(row[0], depth, here);
                    _text.Append(": ");
                    Append(row[1], depth, here);
                });
                break;
            case TableShape table:
                AppendAll(table, "[", "]", row => AppendPairs(table.Columns.Select(c => c.Split('\n')[0]).Zip(row).Skip(1), " = ", depth, here));
                break;
            default:
                _text.Append("<null>");
                break;
        }
    }

    private void AppendPairs(IEnumerable<(string Name, object? Value)> pairs, string sign, int depth, IReadOnlyList<object> here)
    {
        _text.Append("{ ");
        var separator = "";
        foreach (var (name, value) in pairs)
        {
            if (IsFull)
            {
                return;
            }

            _text.Append(separator).Append(name).Append(sign);
            Append(value, depth, here);
            separator = ", ";
        }

        _text.Append(" }");
    }

    private void AppendAll(TableShape table, string open, string close, Action<IReadOnlyList<object?>> append)
    {
        _text.Append(open);
        var separator = "";
        foreach (var row in table.Rows)
        {
            if (IsFull)
            {
                return;
            }

            _text.Append(separator);
            append(row);
            separator = ", ";
        }

        if (table.More is { } more)
        {
            _text.Append(separator).Append(more);
        }

        _text.Append(close);
    }

    private void AppendOneLine(string text)
    {
        var left = limit + 1 - _text.Length;
        _text.Append((text.Length > left + 1 ? text[..Math.Max(0, left + 1)] : text).ReplaceLineEndings(" "));
    }
}
