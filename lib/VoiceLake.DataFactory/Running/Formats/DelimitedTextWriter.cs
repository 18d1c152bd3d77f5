using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Evaluation;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>Writes rows as delimited text that <see cref="DelimitedTextReader"/> reads back to the same values.</summary>
internal sealed class DelimitedTextWriter(TextWriter text, DelimitedTextOptions options)
{
    private string[]? _names;
    private long _row;

    private string RowEnd => options.Row ?? "\r\n";

    /// <summary>Writes a row; the first one gives the columns.</summary>
    /// <exception cref="WorkException">It has a column more than the first, or a value that this layout cannot hold.</exception>
    public async Task WriteAsync(JsonObject row, CancellationToken cancellationToken)
    {
        _row++;
        if (_names is null)
        {
            _names = [.. row.Select(pair => pair.Key)];
            if (options.HasHeader)
            {
                await WriteLineAsync(_names.Select(name => (string?)name), cancellationToken);
            }
        }

        if (row.Select(pair => pair.Key).FirstOrDefault(name => !_names.Contains(name)) is { } more)
        {
            throw Refused($"it has '{more}', which the first row has not", "give the first row all columns");
        }

        await WriteLineAsync(_names.Select(name => TextOf(row[name], name)), cancellationToken);
    }

    private async Task WriteLineAsync(IEnumerable<string?> values, CancellationToken cancellationToken)
    {
        var line = string.Join(options.Column, values.Select(Field));
        await text.WriteAsync((line.Length > 0 ? line : throw Refused("it would be an empty line, which readers pass over", "set nullValue")).AsMemory(), cancellationToken);
        await text.WriteAsync(RowEnd.AsMemory(), cancellationToken);
    }

    private string? TextOf(JsonNode? value, string name) => value switch
    {
        null => null,
        JsonValue => Values.ToText(value),
        _ => throw Refused($"'{name}' is {Values.Describe(value)}", "delimited text holds plain values alone: copy to Json, or leave it out"),
    };

    private string Field(string? value)
    {
        if (value is null)
        {
            return options.Null;
        }

        var isSpecial = value.AsSpan().ContainsAny('\r', '\n') || value.Contains(options.Column) || value.Contains(RowEnd, StringComparison.Ordinal);
        return options.Quote is { } quote ? Quoted(value, quote, isSpecial) : Unquoted(value);
    }

    private string Quoted(string value, char quote, bool isSpecial)
    {
        if (!options.QuotesAll && !isSpecial && value != options.Null && !value.Contains(quote))
        {
            return value;
        }

        var escape = options.Escape!.Value;
        var escaped = escape == quote ? value : value.Replace(escape.ToString(), $"{escape}{escape}", StringComparison.Ordinal);
        return $"{quote}{escaped.Replace(quote.ToString(), $"{escape}{quote}", StringComparison.Ordinal)}{quote}";
    }

    private string Unquoted(string value)
    {
        if (value.AsSpan().ContainsAny('\r', '\n') || value.Contains(RowEnd, StringComparison.Ordinal) || (options.Escape is null && value.Contains(options.Column)))
        {
            throw Refused("a value has the separator of rows or columns in it", "state a quoteChar");
        }

        return options.Escape is not { } escape ? value
            : value.Replace(escape.ToString(), $"{escape}{escape}", StringComparison.Ordinal).Replace(options.Column.ToString(), $"{escape}{options.Column}", StringComparison.Ordinal);
    }

    private WorkException Refused(string problem, string remedy) => new(WorkException.Format, $"row {_row}: {problem}: {remedy}.");
}
