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
        for (var skipped = 0L; skipped < options.SkipLines; skipped++)
        {
            await reader.ReadAsync(cancellationToken);
        }

        string[]? names = options.HasHeader && await reader.ReadAsync(cancellationToken) is { } header ? Names(header, file) : null;
        while (await reader.ReadAsync(cancellationToken) is { } values)
        {
            names ??= [.. values.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"Prop_{index}"))];
            if (values.Count > names.Length)
            {
                throw new WorkException("DelimitedTextMoreColumnsThanDefined", $"'{file}', row {reader.Row}: it has {values.Count} values where the first row has {names.Length}: correct the row, or columnDelimiter, quoteChar and escapeChar.");
            }

            yield return new JsonObject(names.Select((name, index) => KeyValuePair.Create(name, index < values.Count && values[index] is { } value ? JsonValue.Create(value) : (JsonNode?)null)));
        }
    }

    private static string[] Names(List<string?> header, string file)
    {
        if (header.IndexOf(null) is >= 0 and var empty)
        {
            throw new WorkException(WorkException.Format, $"'{file}': the name of column {empty + 1} is empty: name it in the first row, or set firstRowAsHeader to false.");
        }

        var twice = header.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? [.. header!]
            : throw new WorkException("DelimitedTextColumnNameNotAllowDuplicate", $"'{file}': two columns are called '{twice}': rename one in the first row.");
    }
}
