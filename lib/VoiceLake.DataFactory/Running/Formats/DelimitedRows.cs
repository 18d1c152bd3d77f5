using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>Rows in delimited text: every value a text or null, under the names of the header, or <c>Prop_0</c>, <c>Prop_1</c> … where there is none.</summary>
internal static class DelimitedRows
{
    public static async IAsyncEnumerable<JsonObject> ReadAsync(Stream content, DelimitedTextOptions options, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var text = new StreamReader(content, options.Encoding);
        var reader = new DelimitedTextReader(text, options, file);
        var names = await SkipToRowsAsync(reader, options, file, cancellationToken);
        while (await reader.ReadAsync(cancellationToken) is { } values)
        {
            names ??= Numbered(values);
            if (values.Count > names.Count)
            {
                throw new WorkException("DelimitedTextMoreColumnsThanDefined", $"'{file}', row {reader.Row}: it has {values.Count} values where the first row has {names.Count}: correct the row, or columnDelimiter, quoteChar and escapeChar.");
            }

            yield return new JsonObject(names.Select((name, index) => KeyValuePair.Create(name, index < values.Count && values[index] is { } value ? JsonValue.Create(value) : (JsonNode?)null)));
        }
    }

    /// <summary>The names of the columns, of which the first row tells.</summary>
    public static async Task<List<string>> ColumnsAsync(Stream content, DelimitedTextOptions options, string file, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(content, options.Encoding);
        var reader = new DelimitedTextReader(text, options, file);
        return await SkipToRowsAsync(reader, options, file, cancellationToken) ?? Numbered(await reader.ReadAsync(cancellationToken) ?? []);
    }

    private static async Task<List<string>?> SkipToRowsAsync(DelimitedTextReader reader, DelimitedTextOptions options, string file, CancellationToken cancellationToken)
    {
        for (var skipped = 0L; skipped < options.SkipLines; skipped++)
        {
            await reader.ReadAsync(cancellationToken);
        }

        return options.HasHeader && await reader.ReadAsync(cancellationToken) is { } header ? Names(header, file) : null;
    }

    private static List<string> Numbered(List<string?> values) => [.. values.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"Prop_{index}"))];

    private static List<string> Names(List<string?> header, string file)
    {
        if (header.IndexOf(null) is >= 0 and var empty)
        {
            throw new WorkException(WorkException.Format, $"'{file}': the name of column {empty + 1} is empty: name it in the first row, or set firstRowAsHeader to false.");
        }

        var twice = header.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? [.. header.OfType<string>()]
            : throw new WorkException("DelimitedTextColumnNameNotAllowDuplicate", $"'{file}': two columns are called '{twice}': rename one in the first row.");
    }
}
